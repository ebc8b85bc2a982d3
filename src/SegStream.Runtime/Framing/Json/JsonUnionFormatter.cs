using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>The case of a union is the <c>type</c> property, the first one, of its JSON object.</summary>
internal sealed class JsonUnionFormatter<T>(StreamEventUnion<T> union, FrameFormat format) : JsonFormatter<T>(JsonFraming.Of(format.Format))
{
    private const string TypeProperty = "type";

    private readonly UnionCases<T> _cases = new(union, format, TypeMember);

    public override bool IsTerminal(T value) => _cases.IsTerminal(value);

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) =>
        _cases.TryWriteFailure(this, buffer, failure, index) || base.TryWriteFailure(buffer, failure, index);

    protected override void WriteJson(FrameBuffer buffer, T value)
    {
        var @case = _cases.Of(value);

        // The object is written behind `{"type":"name"`, and its brace is then overwritten by the comma: nothing has to be moved.
        buffer.Write(@case.Prefix);
        var start = buffer.Length;
        JsonPayload.Write(buffer, (object?)value, @case.TypeInfo);
        var json = buffer.From(start);
        if (json[0] != (byte)'{')
        {
            WrapAsData(buffer, start);
        }
        else if (json[1] == (byte)'}')
        {
            json[0] = (byte)'}';
            buffer.Truncate(buffer.Length - 1);
        }
        else
        {
            if (MayHaveUndeclaredProperties(@case.TypeInfo))
            {
                RefuseTypeProperty(json, @case.TypeInfo.Type);
            }

            json[0] = (byte)',';
        }
    }

    private static byte[] TypeMember(string name, JsonTypeInfo typeInfo)
    {
        var declares = typeInfo.Properties.Any(property => property is { Get: not null, IsExtensionData: false, Name: TypeProperty });
        if (declares || typeInfo.PolymorphismOptions?.TypeDiscriminatorPropertyName == TypeProperty)
        {
            throw TypePropertyConflict(typeInfo.Type);
        }

        return Encoding.UTF8.GetBytes($"{{\"{TypeProperty}\":\"{JsonEncodedText.Encode(name, typeInfo.Options.Encoder)}\"");
    }

    // Dictionaries, converters, extension data, and contexts that were generated without metadata show their properties only in what they write.
    private static bool MayHaveUndeclaredProperties(JsonTypeInfo typeInfo)
    {
        if (typeInfo.Kind != JsonTypeInfoKind.Object || typeInfo.Properties.Count == 0)
        {
            return true;
        }

        foreach (var property in typeInfo.Properties)
        {
            if (property.IsExtensionData)
            {
                return true;
            }
        }

        return false;
    }

    private static void RefuseTypeProperty(ReadOnlySpan<byte> json, Type type)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(TypeProperty))
            {
                throw TypePropertyConflict(type);
            }
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
        new($"{type} has a property that is serialized as \"{TypeProperty}\", the name under which a JSON stream tells the cases of the union {typeof(T)} apart. Rename it, for example with [JsonPropertyName].");
}
