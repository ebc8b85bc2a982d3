using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Benchmarks.Formatters;

/// <summary>One event with the ways of writing it; the generated writer first.</summary>
internal sealed record FormatterScenario(string Name, IReadOnlyList<FormatterContender> Contenders)
{
    public const string Generated = "generated";
    public const string FastPath = "System.Text.Json, generated fast path";
    public const string Reflection = "System.Text.Json, reflection";

    private static readonly JsonSerializerOptions ByReflection = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static FormatterScenario Of<T>(string name, T value) => new(
        name,
        [
            FormatterContender.Of(Generated, value, type => SampleJson.Default.GetTypeInfo(type)!, generated: true),
            FormatterContender.Of(FastPath, value, type => SampleJson.Default.GetTypeInfo(type)!, generated: false),
            FormatterContender.Of(Reflection, value, ByReflection.GetTypeInfo, generated: false),
        ]);
}
