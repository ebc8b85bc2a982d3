using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>Finds out whether values of a type, enums, numbers, texts and collections, are written by the serializer's own converters and in their usual form.</summary>
internal static class ValueCheck
{
    /// <summary>Whether they are.</summary>
    public static bool IsPlain(Type type, JsonSerializerOptions options) =>
        options.TryGetTypeInfo(type, out var typeInfo)
        && typeInfo.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly
        && (!type.IsEnum || IsNumber(typeInfo));

    // The same converter writes enums as numbers or as names. A context can choose names without a trace in the options, so one value is tried
    // that has a name.
    private static bool IsNumber(JsonTypeInfo typeInfo)
    {
        var defined = Enum.GetValuesAsUnderlyingType(typeInfo.Type);
        return defined.Length > 0 && JsonSerializer.SerializeToUtf8Bytes(Enum.ToObject(typeInfo.Type, defined.GetValue(0)!), typeInfo) is [not (byte)'"', ..];
    }
}
