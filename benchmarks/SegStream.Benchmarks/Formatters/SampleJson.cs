using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Benchmarks.Formatters;

/// <summary>The fast path of the serializer's own generator.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SampleEvent.Progress))]
[JsonSerializable(typeof(SampleEvent.Message))]
[JsonSerializable(typeof(SampleEvent.Order))]
[JsonSerializable(typeof(SampleEvent.Sample))]
internal sealed partial class SampleJson : JsonSerializerContext;
