using System.Text.Json.Serialization;

namespace Trimmed;

[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(ImportEvent.Start))]
[JsonSerializable(typeof(ImportEvent.Progress))]
[JsonSerializable(typeof(ImportEvent.Done))]
[JsonSerializable(typeof(ImportEvent.Failed))]
[JsonSerializable(typeof(WorkEvent.Rejected))]
[JsonSerializable(typeof(Outcome<int>.Value), TypeInfoPropertyName = "IntOutcome")]
[JsonSerializable(typeof(Outcome<string>.Value), TypeInfoPropertyName = "TextOutcome")]
internal sealed partial class AppJson : JsonSerializerContext;
