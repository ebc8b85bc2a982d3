using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Benchmarks.Sse;

/// <summary>Compile-time serialization, with the naming that a web host uses.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportProgress))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
