namespace SegStream;

/// <summary>Names one case of a <see cref="StreamEventsAttribute">union of events</see>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class StreamEventAttribute : Attribute
{
    /// <summary>Names the case.</summary>
    /// <param name="name">
    /// The event name: the <c>event</c> field of an SSE frame, the <c>type</c> property of a JSON event.
    /// Any text that is not empty, unique in its union, and without CR, LF, NUL and halves of surrogate pairs.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public StreamEventAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>The event name.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether this event is the last one of a stream. Default: <see langword="false"/>. It describes the contract; the stream still has to be ended,
    /// by <c>EndStream</c> or the end of the sequence.
    /// </summary>
    public bool Terminal { get; set; }

    /// <summary>
    /// Whether this case tells of a failure. A union's first error case that can be made from a message is what a client gets when the producer throws: it has a constructor
    /// whose parameter <c>message</c>, or else its first one, is a string, and whose others are optional. A string parameter named <c>code</c> or <c>errorCode</c> gets the code of
    /// the failure. Default: <see langword="false"/>.
    /// </summary>
    public bool Error { get; set; }
}
