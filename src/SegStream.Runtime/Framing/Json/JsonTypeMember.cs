using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>Puts the case of a union into the JSON of its event, as the first property <c>type</c>.</summary>
internal static class JsonTypeMember
{
    private const string TypeProperty = "type";

    /// <summary>What comes before the JSON of every event of a case.</summary>
    /// <exception cref="InvalidOperationException">The case has a property of the same name.</exception>
    public static byte[] Prefix(string name, JsonTypeInfo typeInfo)
    {
        var declares = typeInfo.Properties.Any(property => property is { Get: not null, IsExtensionData: false, Name: TypeProperty });
        if (declares || typeInfo.PolymorphismOptions?.TypeDiscriminatorPropertyName == TypeProperty)
        {
            throw TypePropertyConflict(typeInfo.Type);
        }

        // By way of UTF-8, which replaces a surrogate without its other half: the other overload throws.
        var encoded = JsonEncodedText.Encode(Encoding.UTF8.GetBytes(name), typeInfo.Options.Encoder);
        return Encoding.UTF8.GetBytes($"{{\"{TypeProperty}\":\"{encoded}\"");
    }

    /// <summary>
    /// Whether the names of the properties are known only from what was written: those of dictionaries, converters, extension data,
    /// and contexts that were generated without metadata.
    /// </summary>
    public static bool IsOpen(JsonTypeInfo typeInfo) =>
        typeInfo.Kind != JsonTypeInfoKind.Object || typeInfo.Properties.Count == 0 || typeInfo.Properties.Any(property => property.IsExtensionData);

    /// <summary>Writes an event behind its prefix.</summary>
    public static void Write(FrameBuffer buffer, byte[] prefix, object? value, JsonTypeInfo typeInfo, bool isOpen)
    {
        // The object is written behind `{"type":"name"`, and its brace is then overwritten by the comma: nothing has to be moved.
        buffer.Write(prefix);
        var start = buffer.Length;
        JsonPayload.Write(buffer, value, typeInfo);
        if (isOpen)
        {
            SpliceOpen(buffer, start, typeInfo.Type);
        }
        else
        {
            SpliceClosed(buffer, start);
        }
    }

    // Written by the serializer itself, and so without white space. It is empty when all properties were left out.
    private static void SpliceClosed(FrameBuffer buffer, int start) => Splice(buffer, start, isEmpty: buffer.From(start)[1] == (byte)'}');

    // A converter may have written anything: no object, an empty one, one with a `type` of its own, or white space around.
    private static void SpliceOpen(FrameBuffer buffer, int start, Type type)
    {
        var json = buffer.From(start);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            WrapAsData(buffer, start);
            return;
        }

        var brace = (int)reader.TokenStartIndex;
        var isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            if (reader.ValueTextEquals(TypeProperty))
            {
                throw TypePropertyConflict(type);
            }

            reader.Skip();
        }

        Splice(buffer, start + brace, isEmpty);
    }

    // An empty object has nothing but white space behind its brace.
    private static void Splice(FrameBuffer buffer, int brace, bool isEmpty)
    {
        buffer.From(brace)[0] = isEmpty ? (byte)'}' : (byte)',';
        if (isEmpty)
        {
            buffer.Truncate(brace + 1);
        }
    }

    private static void WrapAsData(FrameBuffer buffer, int start)
    {
        var before = ",\"data\":"u8;
        var length = buffer.Length - start;
        buffer.GetSpan(before.Length + 1);
        buffer.Advance(before.Length);
        var wrapped = buffer.From(start);
        wrapped[..length].CopyTo(wrapped[before.Length..]);
        before.CopyTo(wrapped);
        buffer.Write((byte)'}');
    }

    private static InvalidOperationException TypePropertyConflict(Type type) =>
        new($"{type} has a property that is serialized as \"{TypeProperty}\", the name under which a JSON stream tells the cases of a union of events apart. Rename it, for example with [JsonPropertyName].");
}
