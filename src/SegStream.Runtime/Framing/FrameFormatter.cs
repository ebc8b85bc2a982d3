namespace SegStream.Framing;

/// <summary>
/// Turns the events of a stream into bytes of one wire format. Stateless: one instance serves every stream of an endpoint, on many threads.
/// A method that throws leaves the buffer as it was.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
internal abstract class FrameFormatter<T>
{
    /// <summary>The mode of the streams that it serves.</summary>
    public abstract StreamMode Mode { get; }

    /// <summary>The media type of the bytes.</summary>
    public abstract string ContentType { get; }

    /// <summary>Most bytes that an event may have. Whoever calls <see cref="WriteEvent"/> refuses what is larger; an event in a batch is refused by the batch.</summary>
    public int MaxFrameBytes { get; internal set; } = int.MaxValue;

    /// <summary>
    /// Whether the bytes of an event depend on the event alone, so that they can be written once and copied into every stream of this formatter. They do not where they
    /// depend on the place in the stream, as in a JSON array, or on the events beside it.
    /// </summary>
    public virtual bool FramesAreIndependent => true;

    /// <summary>Writes what comes before the first event, when anything does.</summary>
    public virtual void WritePreamble(FrameBuffer buffer)
    {
    }

    /// <summary>Writes one event.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="value">The event.</param>
    /// <param name="index">The number of events and notices written to the stream before this one.</param>
    public abstract void WriteEvent(FrameBuffer buffer, T value, long index);

    /// <summary>Writes bytes that clients ignore, where the format has such.</summary>
    /// <returns>Whether it has; <see langword="false"/> means that nothing was written.</returns>
    public abstract bool TryWriteHeartbeat(FrameBuffer buffer);

    /// <summary>Tells the client of a failure, where the format can tell it from data.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="failure">What may be told.</param>
    /// <param name="index">The number of events and notices written to the stream before.</param>
    /// <returns>Whether it was written.</returns>
    public abstract bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index);

    /// <summary>Tells the client that events were dropped, where the format can tell it from data.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="dropped">How many, since the last notice.</param>
    /// <param name="index">The number of events and notices written to the stream before.</param>
    /// <returns>Whether it was written; <see langword="false"/> means that nothing was.</returns>
    public virtual bool TryWriteGap(FrameBuffer buffer, long dropped, long index) => false;

    /// <summary>Writes what ends a complete stream, when anything does. An incomplete one goes without.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="index">The number of events and notices that were written.</param>
    public virtual void WriteEpilogue(FrameBuffer buffer, long index)
    {
    }

    /// <summary>What puts the events of one stream together into frames; null when each event is a frame of its own.</summary>
    public virtual FrameBatch<T>? CreateBatch() => null;

    /// <summary>Whether an event is put together with others; asked only where there is a batch.</summary>
    public virtual bool IsBatched(T value) => true;

    /// <summary>Whether an event is declared to be the last one of its stream.</summary>
    public virtual bool IsTerminal(T value) => false;

    /// <summary>Tells the client how long to wait before it reconnects, where the format has a way to.</summary>
    /// <returns>Whether it has; <see langword="false"/> means that nothing was written.</returns>
    public virtual bool TryWriteRetry(FrameBuffer buffer, TimeSpan retry) => false;
}
