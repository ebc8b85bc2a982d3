namespace SegStream.Framing;

/// <summary>Events without names, as JSON in the data of their envelope.</summary>
internal sealed class EnvelopeJsonFormatter<T>(EventJson json, FrameFormat format) : EnvelopeFormatter<T>(format)
{
    private readonly byte[] _prefix = EnvelopeJson.Prefix(NamelessType, json.TypeInfo);

    public override void WriteMessage(FrameBuffer buffer, T value)
    {
        buffer.Write(_prefix);
        json.Write(buffer, value);
        buffer.Write((byte)'}');
    }
}
