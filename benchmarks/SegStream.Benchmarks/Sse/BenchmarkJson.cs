using System.Text.Json;
using System.Text.Json.Serialization;
using SegStream.Benchmarks.Latency;

namespace SegStream.Benchmarks.Sse;

/// <summary>Compile-time serialization, with the naming that a web host uses.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(Tick))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
