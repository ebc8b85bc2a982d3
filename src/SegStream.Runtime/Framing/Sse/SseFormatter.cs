namespace SegStream.Framing;

/// <summary>What all streams of Server-Sent Events have in common.</summary>
internal abstract class SseFormatter<T> : FrameFormatter<T>
{
    public sealed override StreamMode Mode => StreamMode.Sse;

    public sealed override string ContentType => "text/event-stream";

    public sealed override bool TryWriteHeartbeat(FrameBuffer buffer)
    {
        buffer.Write(SseFrame.Heartbeat);
        return true;
    }

    public sealed override bool TryWriteRetry(FrameBuffer buffer, TimeSpan retry)
    {
        SseFrame.WriteRetry(buffer, retry);
        return true;
    }

    public override bool TryWriteGap(FrameBuffer buffer, long dropped, long index)
    {
        buffer.Write("event: gap\ndata: "u8);
        JsonPayload.WriteGap(buffer, dropped, withType: false);
        buffer.Write(SseFrame.End);
        return true;
    }

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index)
    {
        buffer.Write("event: error\ndata: "u8);
        JsonPayload.WriteFailure(buffer, failure, withType: false);
        buffer.Write(SseFrame.End);
        return true;
    }
}
