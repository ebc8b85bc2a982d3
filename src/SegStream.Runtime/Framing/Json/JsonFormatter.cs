namespace SegStream.Framing;

/// <summary>What all streams of JSON values have in common.</summary>
internal abstract class JsonFormatter<T>(JsonFraming framing) : FrameFormatter<T>
{
    public sealed override StreamMode Mode => StreamMode.Json;

    public sealed override string ContentType => framing.ContentType;

    public sealed override bool FramesAreIndependent => framing.BeforeFirst.AsSpan().SequenceEqual(framing.BeforeNext);

    public sealed override void WritePreamble(FrameBuffer buffer) => buffer.Write(framing.Preamble);

    public sealed override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var start = buffer.Length;
        try
        {
            Begin(buffer, index);
            WriteJson(buffer, value);
            buffer.Write(framing.After);
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }

    public sealed override bool TryWriteHeartbeat(FrameBuffer buffer)
    {
        buffer.Write(framing.Heartbeat);
        return framing.Heartbeat.Length > 0;
    }

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index)
    {
        Begin(buffer, index);
        JsonPayload.WriteFailure(buffer, failure, withType: true);
        buffer.Write(framing.After);
        return true;
    }

    public sealed override bool TryWriteGap(FrameBuffer buffer, long dropped, long index)
    {
        Begin(buffer, index);
        JsonPayload.WriteGap(buffer, dropped, withType: true);
        buffer.Write(framing.After);
        return true;
    }

    public sealed override void WriteEpilogue(FrameBuffer buffer, long index) => buffer.Write(framing.Epilogue);

    /// <summary>Writes the JSON text of an event.</summary>
    protected abstract void WriteJson(FrameBuffer buffer, T value);

    private void Begin(FrameBuffer buffer, long index) => buffer.Write(index == 0 ? framing.BeforeFirst : framing.BeforeNext);
}
