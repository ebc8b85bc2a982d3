using System.Text.Json.Serialization;

namespace SegStream.Vocabulary;

/// <summary>How the events of the vocabulary are serialized, without reflection.</summary>
[JsonSerializable(typeof(StandardEvent.Start))]
[JsonSerializable(typeof(StandardEvent.Progress))]
[JsonSerializable(typeof(StandardEvent.Content))]
[JsonSerializable(typeof(StandardEvent.Done))]
[JsonSerializable(typeof(StandardEvent.Error), TypeInfoPropertyName = "StandardError")]
[JsonSerializable(typeof(AgentEvent.Planning))]
[JsonSerializable(typeof(AgentEvent.AgentStream))]
[JsonSerializable(typeof(AgentEvent.Result))]
[JsonSerializable(typeof(AgentEvent.Error), TypeInfoPropertyName = "AgentError")]
[JsonSerializable(typeof(JobEvent.TaskStarted))]
[JsonSerializable(typeof(JobEvent.TaskProgress))]
[JsonSerializable(typeof(JobEvent.TaskCompleted))]
[JsonSerializable(typeof(JobEvent.TaskFailed))]
internal sealed partial class VocabularyJson : JsonSerializerContext;
