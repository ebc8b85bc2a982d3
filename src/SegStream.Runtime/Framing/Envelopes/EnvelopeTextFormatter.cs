namespace SegStream.Framing;

/// <summary>Strings, as JSON strings in the data of their envelope.</summary>
internal sealed class EnvelopeTextFormatter(FrameFormat format) : EnvelopeFormatter<string>(format)
{
    public override void WriteMessage(FrameBuffer buffer, string value) => EnvelopeJson.WriteText(buffer, NamelessType, value);
}
