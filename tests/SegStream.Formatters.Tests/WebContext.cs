using System.Text.Json;
using System.Text.Json.Serialization;
using SegStream.Formatters.Tests.Shapes;

namespace SegStream.Formatters.Tests;

/// <summary>A context with options of its own.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Polygon))]
[JsonSerializable(typeof(Wide))]
[JsonSerializable(typeof(Named))]
internal sealed partial class WebContext : JsonSerializerContext;

/// <summary>A context that writes enums as strings.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Enums))]
[JsonSerializable(typeof(Progress))]
internal sealed partial class StringEnumContext : JsonSerializerContext;

/// <summary>A context without metadata: the properties are not known.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Progress))]
internal sealed partial class FastOnlyContext : JsonSerializerContext;
