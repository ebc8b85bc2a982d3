namespace SegStream.Framing;

/// <summary>What <see cref="LineFormatter{T, TPayload}"/> writes, for events that are text: the line and its end in one go.</summary>
internal sealed class TextLineFormatter<T, TPayload>() : RawFormatter<T>(StreamMode.Text, "text/plain; charset=utf-8")
    where TPayload : struct, ITextPayload<T>
{
    public override void WriteEvent(FrameBuffer buffer, T value, long index) => Utf8Text.WriteLine(buffer, TPayload.TextOf(value));
}
