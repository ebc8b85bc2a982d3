using System.Text.Json.Serialization;

namespace Trimmed;

[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(ImportEvent.Start))]
[JsonSerializable(typeof(ImportEvent.Progress))]
[JsonSerializable(typeof(ImportEvent.Done))]
[JsonSerializable(typeof(ImportEvent.Failed))]
internal sealed partial class AppJson : JsonSerializerContext;
