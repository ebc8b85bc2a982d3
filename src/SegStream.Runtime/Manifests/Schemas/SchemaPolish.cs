using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Manifests;

/// <summary>Makes the exporter's schemas say what is on the wire: it describes everything that the serializer would read or write, in either direction.</summary>
internal static class SchemaPolish
{
    private static readonly Dictionary<Type, string> NumberFormats = new()
    {
        [typeof(byte)] = "uint8",
        [typeof(sbyte)] = "int8",
        [typeof(short)] = "int16",
        [typeof(ushort)] = "uint16",
        [typeof(int)] = "int32",
        [typeof(uint)] = "uint32",
        [typeof(long)] = "int64",
        [typeof(ulong)] = "uint64",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static JsonObject Apply(JsonObject schema, JsonSchemaExporterContext context, SchemaDirection direction)
    {
        var type = System.Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (NumberFormats.TryGetValue(type, out var format))
        {
            Number(schema, context, format);
        }
        else if (type.IsEnum && Is(schema, "integer"))
        {
            schema["x-members"] = new JsonObject(Enum.GetNames(type).Select(name => KeyValuePair.Create(name, (JsonNode?)JsonNode.Parse(Enum.Format(type, Enum.Parse(type, name), "D")))));
        }
        else if (type == typeof(byte[]) && Is(schema, "string"))
        {
            schema["contentEncoding"] = "base64";
        }
        else if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema["properties"] is JsonObject properties)
        {
            Object(schema, properties, context.TypeInfo, direction);
        }

        KeepAnnotations(schema, schema, context);
        return schema;
    }

    /// <summary>Whether a type becomes a definition: objects, for they may be shared or contain themselves, and enums, for their members have names.</summary>
    public static bool IsNamed(JsonTypeInfo typeInfo, JsonObject schema)
    {
        var type = System.Nullable.GetUnderlyingType(typeInfo.Type) ?? typeInfo.Type;
        return type != typeof(object) && (type.IsEnum
            ? schema.ContainsKey("enum") || Is(schema, "integer")
            : typeInfo.Kind == JsonTypeInfoKind.Object || schema.ContainsKey("properties") || typeInfo.PolymorphismOptions is not null);
    }

    /// <summary>Lets a schema allow null too.</summary>
    public static JsonNode Nullable(JsonNode schema, bool isNullable)
    {
        if (isNullable && schema is JsonObject place && place["type"] is { } type && !Is(place, "null"))
        {
            schema["type"] = new JsonArray([.. (type is JsonArray types ? types.Select(word => word!.DeepClone()) : [type.DeepClone()]), "null"]);
        }

        return schema;
    }

    /// <summary>Whether a value may be null where a schema is used.</summary>
    public static bool IsNullable(JsonSchemaExporterContext context, JsonNode node) =>
        context.PropertyInfo is { } property
            ? property.IsGetNullable || property.IsSetNullable
            : System.Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null || (node is JsonObject schema && Is(schema, "null"));

    /// <summary>Carries over what a schema says of the place where it is used.</summary>
    public static void KeepAnnotations(JsonNode from, JsonObject to, JsonSchemaExporterContext context)
    {
        if (!ReferenceEquals(from, to) && from is JsonObject old && old.TryGetPropertyValue("default", out var value))
        {
            to["default"] = value?.DeepClone();
        }

        var place = context.PropertyInfo is { } property
            ? DescriptionOf(property.AttributeProvider) ?? DescriptionOf(property.AssociatedParameter?.AttributeProvider)
            : to.ContainsKey("$ref") || to.ContainsKey("anyOf") ? null : DescriptionOf(context.TypeInfo.Type);
        if (place is not null)
        {
            to["description"] = place;
        }
    }

    private static string? DescriptionOf(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true).OfType<DescriptionAttribute>().FirstOrDefault()?.Description;

    // Numbers may be read from strings with the options of the web, but are written as numbers; a client sends them as such too.
    private static void Number(JsonObject schema, JsonSchemaExporterContext context, string format)
    {
        var handling = context.PropertyInfo?.NumberHandling ?? context.TypeInfo.NumberHandling ?? context.TypeInfo.Options.NumberHandling;
        if (schema["type"] is JsonArray types && types.Any(IsString) && !handling.HasFlag(JsonNumberHandling.WriteAsString))
        {
            var left = types.Where(type => !IsString(type)).Select(type => type!.DeepClone()).ToArray();
            schema["type"] = left.Length == 1 ? left[0] : new JsonArray(left);
            schema.Remove("pattern");
        }

        schema["format"] = format;
    }

    private static void Object(JsonObject schema, JsonObject properties, JsonTypeInfo typeInfo, SchemaDirection direction)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        foreach (var property in typeInfo.Properties)
        {
            if (!properties.ContainsKey(property.Name))
            {
                continue;
            }

            if (!IsPart(property, direction))
            {
                properties.Remove(property.Name);
                required.Remove(property.Name);
            }
            else if (direction == SchemaDirection.Sent && IsAlwaysWritten(property))
            {
                required.Add(property.Name);
            }
            else if (direction == SchemaDirection.Sent)
            {
                required.Remove(property.Name);
            }
        }

        // In the order of the properties, which does not depend on how the set was made.
        var names = properties.Select(property => property.Key).Where(required.Remove).ToList();
        names.AddRange(required.Order(StringComparer.Ordinal));
        schema.Remove("required");
        if (names.Count > 0)
        {
            schema["required"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
        }
    }

    private static bool IsPart(JsonPropertyInfo property, SchemaDirection direction) => direction == SchemaDirection.Sent
        ? property.Get is not null
        : property.Set is not null || property.AssociatedParameter is not null;

    private static bool IsAlwaysWritten(JsonPropertyInfo property)
    {
        if (property.ShouldSerialize is not null)
        {
            return false;
        }

        var declared = property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).OfType<JsonIgnoreAttribute>().FirstOrDefault()?.Condition;
        return (declared ?? property.Options.DefaultIgnoreCondition) switch
        {
            JsonIgnoreCondition.Never => true,
            JsonIgnoreCondition.WhenWritingNull => !property.IsGetNullable && System.Nullable.GetUnderlyingType(property.PropertyType) is null,
            _ => false,
        };
    }

    private static bool Is(JsonObject schema, string word) => schema["type"] is { } type && (type is JsonArray types ? types.Any(item => IsWord(item, word)) : IsWord(type, word));

    private static bool IsString(JsonNode? node) => IsWord(node, "string");

    private static bool IsWord(JsonNode? node, string word) => node is JsonValue value && value.TryGetValue<string>(out var text) && text == word;
}
