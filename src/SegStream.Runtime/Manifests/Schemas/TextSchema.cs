using System.Text.Json.Nodes;

namespace SegStream.Manifests;

/// <summary>Schemas of values that are sent as text: in the route, the query string, headers and form fields. The type's own parser reads them, not the serializer.</summary>
internal static class TextSchema
{
    private static readonly Dictionary<Type, (string Type, string? Format)> Known = new()
    {
        [typeof(bool)] = ("boolean", null),
        [typeof(byte)] = ("integer", "uint8"),
        [typeof(sbyte)] = ("integer", "int8"),
        [typeof(short)] = ("integer", "int16"),
        [typeof(ushort)] = ("integer", "uint16"),
        [typeof(int)] = ("integer", "int32"),
        [typeof(uint)] = ("integer", "uint32"),
        [typeof(long)] = ("integer", "int64"),
        [typeof(ulong)] = ("integer", "uint64"),
        [typeof(Int128)] = ("integer", null),
        [typeof(UInt128)] = ("integer", null),
        [typeof(System.Numerics.BigInteger)] = ("integer", null),
        [typeof(Half)] = ("number", "half"),
        [typeof(float)] = ("number", "float"),
        [typeof(double)] = ("number", "double"),
        [typeof(decimal)] = ("number", "decimal"),
        [typeof(Guid)] = ("string", "uuid"),
        [typeof(Uri)] = ("string", "uri"),
        [typeof(DateTime)] = ("string", "date-time"),
        [typeof(DateTimeOffset)] = ("string", "date-time"),
        [typeof(DateOnly)] = ("string", "date"),
        [typeof(TimeOnly)] = ("string", "time"),
    };

    /// <summary>Whether the text of a type is what its JSON is too, but for quotes.</summary>
    public static bool IsKnown(Type type) => type.IsEnum || type == typeof(char) || type == typeof(string) || Known.ContainsKey(type);

    public static JsonObject Of(Type type)
    {
        if (type.IsEnum)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]) };
        }

        if (type == typeof(char))
        {
            return new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 1 };
        }

        var (word, format) = Known.GetValueOrDefault(type, ("string", null));
        var schema = new JsonObject { ["type"] = word };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    public static JsonObject OfFile() => new() { ["type"] = "string", ["format"] = "binary" };

    public static JsonObject ArrayOf(JsonNode items) => new() { ["type"] = "array", ["items"] = items };

    /// <summary>A default value that a route pattern has as text, as the number or truth value that it stands for.</summary>
    public static object Read(object value, Type type)
    {
        if (value is not string text)
        {
            return value;
        }

        return Known.GetValueOrDefault(type).Type switch
        {
            "boolean" when bool.TryParse(text, out var flag) => flag,
            "integer" when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            "number" when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }

    /// <summary>A default value as JSON; null where it has none.</summary>
    public static JsonNode? Default(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        Enum member => member.ToString(),
        byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        ulong number => number,
        decimal number => number,
        float number when float.IsFinite(number) => number,
        double number when double.IsFinite(number) => number,
        DateTime time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
