namespace SegStream.Framing;

/// <summary>Every event is one line, ended by LF. An event that ends in LF already does not get a second one.</summary>
internal sealed class LineFormatter<T, TPayload>() : RawFormatter<T>(StreamMode.Text, "text/plain; charset=utf-8")
    where TPayload : struct, IPayload<T>
{
    protected override void WriteFrame(FrameBuffer buffer, T value)
    {
        var start = buffer.Length;
        TPayload.Write(buffer, value, Mode);
        var line = buffer.From(start);
        if (line.IsEmpty || line[^1] != (byte)'\n')
        {
            buffer.Write((byte)'\n');
        }
    }
}
