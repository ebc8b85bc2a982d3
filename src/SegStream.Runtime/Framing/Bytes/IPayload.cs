namespace SegStream.Framing;

/// <summary>How values of a type become the bytes of a text, chunked or binary stream.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
internal interface IPayload<T>
{
    /// <summary>Appends the bytes of a value, all of them or, when it throws, none.</summary>
    /// <exception cref="InvalidOperationException">The value does not fit streams of the mode.</exception>
    static abstract void Write(FrameBuffer buffer, T value, StreamMode mode);
}
