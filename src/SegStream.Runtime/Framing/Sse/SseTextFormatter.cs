namespace SegStream.Framing;

/// <summary>Strings are sent as they are and not as JSON, as ASP.NET Core's own Server-Sent Events do.</summary>
internal sealed class SseTextFormatter : SseFormatter<string>
{
    public override void WriteEvent(FrameBuffer buffer, string value, long index) => SseFrame.WriteText(buffer, value);
}
