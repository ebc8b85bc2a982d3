using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Soak.Endpoints;

/// <summary>The type information of the events.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Tick))]
internal sealed partial class SoakJson : JsonSerializerContext;
