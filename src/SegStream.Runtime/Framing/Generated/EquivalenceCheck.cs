using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SegStream.Formatting;

namespace SegStream.Framing;

/// <summary>
/// Finds out whether a generated writer writes, byte for byte, what the serializer would write with the options that are in force. What is not
/// known to be the same counts as different: the answer decides about speed only, the bytes are right either way.
/// </summary>
internal static class EquivalenceCheck
{
    // What JsonSerializer takes for 0. Whether it counts a value inside the innermost object depends on the path that it takes, so the limit itself
    // is left to it.
    private const int DefaultMaxDepth = 64;

    /// <summary>Whether there can be any generated writer at all with these options.</summary>
    public static bool CanReplaceSerializer(JsonSerializerOptions options) =>
        options.ReferenceHandler is null
        && IsPlain(options.NumberHandling)
        && options.DefaultIgnoreCondition is JsonIgnoreCondition.Never or JsonIgnoreCondition.WhenWritingNull
#pragma warning disable SYSLIB0020 // Obsolete, and still obeyed by the serializer.
        && !options.IgnoreNullValues
#pragma warning restore SYSLIB0020
        && options is { IgnoreReadOnlyProperties: false, IgnoreReadOnlyFields: false, IncludeFields: false, RespectNullableAnnotations: false }
        && Utf8EventFormat.CanUse(options.Encoder)
        && options.TypeInfoResolverChain.All(ResolverCheck.IsUnmodified);

    /// <summary>Whether nulls are left out.</summary>
    public static bool OmitsNulls(JsonSerializerOptions options) => options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingNull;

    /// <summary>The names of a writer's members in JSON, or null where it is not known to write what the serializer writes.</summary>
    public static List<string>? Names(StreamEventWriter writer, JsonTypeInfo root)
    {
        var options = root.Options;
        if (writer.Shapes[0].Type != root.Type || writer.Depth >= MaxDepth(options) || !IsResolved(root) || !writer.ValueTypes.All(type => ValueCheck.IsPlain(type, options)))
        {
            return null;
        }

        var names = new List<string>();
        foreach (var shape in writer.Shapes)
        {
            if (Find(shape.Type, root) is not { } typeInfo
                || !IsPlainObject(typeInfo)
                || !AddNames(shape, typeInfo, names))
            {
                return null;
            }
        }

        return names;
    }

    private static int MaxDepth(JsonSerializerOptions options) => options.MaxDepth == 0 ? DefaultMaxDepth : options.MaxDepth;

    // A contract that somebody made by hand has no resolver.
    private static bool IsResolved(JsonTypeInfo typeInfo) => typeInfo.OriginatingResolver is { } resolver && typeInfo.Options.TypeInfoResolverChain.Contains(resolver);

    private static JsonTypeInfo? Find(Type type, JsonTypeInfo root) =>
        type == root.Type ? root : root.Options.TryGetTypeInfo(type, out var typeInfo) ? typeInfo : null;

    private static bool IsPlainObject(JsonTypeInfo typeInfo) =>
        typeInfo is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null, OnSerializing: null, OnSerialized: null }
        && IsPlain(typeInfo.NumberHandling);

    private static bool AddNames(StreamEventShape shape, JsonTypeInfo typeInfo, List<string> names)
    {
        var position = 0;
        foreach (var property in typeInfo.Properties)
        {
            // Without a getter it is only read from JSON, or ignored.
            if (property.Get is null)
            {
                continue;
            }

            if (position == shape.Members.Length || !IsSame(property, shape.Members[position++]))
            {
                return false;
            }

            names.Add(property.Name);
        }

        return position == shape.Members.Length;
    }

    private static bool IsSame(JsonPropertyInfo property, StreamEventMember member) =>
        property is { CustomConverter: null, ShouldSerialize: null, IsExtensionData: false }
        && property.PropertyType == member.Type
        && property.Name == (member.JsonName ?? property.Options.PropertyNamingPolicy?.ConvertName(member.Name) ?? member.Name)
        && IsPlain(property.NumberHandling);

    // Numbers may be read from strings, but not be written as such.
    private static bool IsPlain(JsonNumberHandling? handling) => ((handling ?? JsonNumberHandling.Strict) & ~JsonNumberHandling.AllowReadingFromString) == JsonNumberHandling.Strict;
}
