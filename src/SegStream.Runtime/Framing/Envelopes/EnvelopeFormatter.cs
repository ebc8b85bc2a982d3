namespace SegStream.Framing;

/// <summary>
/// Server-Sent Events whose type is inside of their data (<see cref="StreamEnvelope.TypeData"/>). Their messages can be put together into batches, because no field
/// of an event but its id stands outside of the data.
/// </summary>
internal abstract class EnvelopeFormatter<T>(FrameFormat format) : SseFormatter<T>
{
    /// <summary>What an event without a name is called.</summary>
    public const string NamelessType = "message";

    private readonly int _batchCount = format.BatchCount;
    private readonly int _compressOver = format.CompressPayloadsOver;

    public sealed override bool FramesAreIndependent => _batchCount == 1;

    public sealed override FrameBatch<T>? CreateBatch() => _batchCount > 1 ? new FrameBatch<T>(this, _batchCount) : null;

    public override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var start = buffer.Length;
        try
        {
            SseFrame.WriteId(buffer, IdOf(value));
            buffer.Write(SseFrame.Data);
            var message = buffer.Length;
            WriteMessage(buffer, value);
            CompressMessage(buffer, message);
            buffer.Write(SseFrame.End);
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }

    public sealed override bool TryWriteGap(FrameBuffer buffer, long dropped, long index)
    {
        buffer.Write(SseFrame.Data);
        JsonPayload.WriteGap(buffer, dropped, withType: true);
        buffer.Write(SseFrame.End);
        return true;
    }

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index)
    {
        buffer.Write(SseFrame.Data);
        JsonPayload.WriteFailure(buffer, failure, withType: true);
        buffer.Write(SseFrame.End);
        return true;
    }

    /// <summary>Writes the JSON of an event with its type. After an exception the buffer may have half of it.</summary>
    public abstract void WriteMessage(FrameBuffer buffer, T value);

    /// <summary>The <c>id</c> field of an event; none when null or empty.</summary>
    public virtual string? IdOf(T value) => null;

    /// <summary>Puts the message from a position on into the compressed envelope, where it is long enough and gets shorter.</summary>
    public void CompressMessage(FrameBuffer buffer, int start)
    {
        if (_compressOver > 0 && buffer.Length - start > _compressOver)
        {
            CompressedPayload.Replace(buffer, start);
        }
    }
}
