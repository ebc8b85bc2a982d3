using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace SegStream.Formatters.Tests;

/// <summary>Serializer options by name.</summary>
internal static class OptionSets
{
    /// <summary>Options with which generated writers are used.</summary>
    public static IReadOnlyDictionary<string, JsonSerializerOptions> Plain { get; } = new Dictionary<string, JsonSerializerOptions>
    {
        ["default"] = Reflection(),
        ["web"] = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() },
        ["without nulls"] = Reflection(options => options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull),
        ["web without nulls, relaxed"] = new(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        },
        ["relaxed"] = Reflection(options => options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping),
        ["default encoder"] = Reflection(options => options.Encoder = JavaScriptEncoder.Default),
        ["all ranges"] = Reflection(options => options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All)),
        ["latin"] = Reflection(options => options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement)),
        ["snake case"] = Reflection(options => options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower),
        ["kebab case"] = Reflection(options => options.PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper),
        ["other converters"] = Reflection(options => options.Converters.Add(new JsonStringEnumConverter<UriKind>())),
    };

    /// <summary>Options that read types by reflection.</summary>
    public static JsonSerializerOptions Reflection(Action<JsonSerializerOptions>? configure = null)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        configure?.Invoke(options);
        return options;
    }
}
