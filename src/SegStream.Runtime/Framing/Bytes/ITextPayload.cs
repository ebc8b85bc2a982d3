namespace SegStream.Framing;

/// <summary>Values that are text, so that what stands around it can be written with it.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
internal interface ITextPayload<T> : IPayload<T>
{
    /// <summary>The text of a value; null is empty.</summary>
    static abstract ReadOnlySpan<char> TextOf(T value);
}
