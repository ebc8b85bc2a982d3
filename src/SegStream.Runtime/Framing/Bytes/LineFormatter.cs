namespace SegStream.Framing;

/// <summary>Every event is one line, ended by LF. An event that ends in LF already does not get a second one.</summary>
internal sealed class LineFormatter<T, TPayload>() : RawFormatter<T>(StreamMode.Text, "text/plain; charset=utf-8")
    where TPayload : struct, IPayload<T>
{
    public override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var start = buffer.Length;
        TPayload.Write(buffer, value, Mode);
        var line = buffer.From(start);
        if (line.IsEmpty || line[^1] != (byte)'\n')
        {
            WriteEnd(buffer, start);
        }
    }

    private static void WriteEnd(FrameBuffer buffer, int start)
    {
        try
        {
            buffer.Write((byte)'\n');
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }
}
