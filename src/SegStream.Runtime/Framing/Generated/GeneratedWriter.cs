using System.Text.Json.Serialization.Metadata;
using SegStream.Formatting;

namespace SegStream.Framing;

/// <summary>A generated writer with the format of the serializer options for which it has been found equivalent.</summary>
internal sealed class GeneratedWriter
{
    private readonly StreamEventWriter _writer;
    private readonly Utf8EventFormat _format;

    private GeneratedWriter(StreamEventWriter writer, Utf8EventFormat format)
    {
        _writer = writer;
        _format = format;
    }

    /// <summary>The generated writer of a type, where there is one and it writes what the serializer would write.</summary>
    /// <remarks>Like the first use by the serializer, this makes the options read-only.</remarks>
    public static GeneratedWriter? Find(JsonTypeInfo typeInfo)
    {
        var options = typeInfo.Options;
        if (options.TypeInfoResolver is null || !StreamEventWriters.TryGet(typeInfo.Type, out var writer))
        {
            return null;
        }

        options.MakeReadOnly();
        return EquivalenceCheck.CanReplaceSerializer(options) && EquivalenceCheck.Names(writer, typeInfo) is { } names
            ? new GeneratedWriter(writer, new Utf8EventFormat(names, options.Encoder, EquivalenceCheck.OmitsNulls(options)))
            : null;
    }

    /// <summary>Writes an event. After an exception the buffer may have half of it.</summary>
    public void Write<T>(FrameBuffer buffer, T value)
    {
        if (value is null)
        {
            buffer.Write("null"u8);
            return;
        }

        var output = new Utf8EventWriter(buffer, _format);
        output.BeginObject();
        WriteRest(ref output, value);
    }

    /// <summary>Writes the members of an event, of which the buffer has the opening brace and a first member already.</summary>
    public void WriteBehind<T>(FrameBuffer buffer, T value)
        where T : notnull
    {
        var output = new Utf8EventWriter(buffer, _format);
        output.ContinueObject();
        WriteRest(ref output, value);
    }

    private void WriteRest<T>(ref Utf8EventWriter output, T value)
    {
        if (typeof(T).IsValueType)
        {
            ((StreamEventWriter<T>)_writer).WriteMembers(ref output, value);
        }
        else
        {
            // A class, and perhaps the case of a union of which T is the base.
            _writer.WriteMembers(ref output, (object)value!);
        }

        output.EndObject();
        output.Complete();
    }
}
