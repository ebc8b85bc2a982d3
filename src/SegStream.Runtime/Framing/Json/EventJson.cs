using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>How events of one type become JSON: by their generated writer where it writes the same, else by the serializer.</summary>
internal sealed class EventJson(FrameFormat format, Type type)
{
    private readonly bool _mayBeGenerated = format.GeneratedWriters;
    private GeneratedWriter? _generated;
    private bool _isDecided;

    /// <summary>How the serializer sees the type.</summary>
    public JsonTypeInfo TypeInfo { get; } = format.Json(type);

    /// <summary>
    /// The generated writer, where it is used. That is decided at the first event and not before, because the serializer too takes its options
    /// as they are then, and allows changes until then.
    /// </summary>
    public GeneratedWriter? Generated
    {
        get
        {
            if (!Volatile.Read(ref _isDecided))
            {
                // Threads that decide at the same time come to the same decision.
                _generated = _mayBeGenerated ? GeneratedWriter.Find(TypeInfo) : null;
                Volatile.Write(ref _isDecided, true);
            }

            return EditedTypes.Any ? null : _generated;
        }
    }

    /// <summary>Writes an event of the type itself.</summary>
    public void Write<T>(FrameBuffer buffer, T value)
    {
        if (Generated is { } generated)
        {
            generated.Write(buffer, value);
        }
        else
        {
            JsonPayload.Write(buffer, value, (JsonTypeInfo<T>)TypeInfo);
        }
    }

    /// <summary>Writes an event of the type, known by a type that it derives from.</summary>
    public void WriteCase(FrameBuffer buffer, object value)
    {
        if (Generated is { } generated)
        {
            generated.Write(buffer, value);
        }
        else
        {
            JsonPayload.Write(buffer, value, TypeInfo);
        }
    }
}
