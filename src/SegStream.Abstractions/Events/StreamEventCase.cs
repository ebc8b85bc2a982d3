namespace SegStream;

/// <summary>One case of a union of events, as the source generator describes it.</summary>
public sealed class StreamEventCase
{
    /// <summary>Describes a case.</summary>
    /// <param name="name">The event name; not empty, without CR, LF and NUL.</param>
    /// <param name="type">The case's type.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or has a CR, LF or NUL.</exception>
    public StreamEventCase(string name, Type type)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        if (name.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException("The event name has a CR, LF or NUL character, which the wire format cannot carry.", nameof(name));
        }

        Name = name;
        Type = type;
    }

    /// <summary>The event name.</summary>
    public string Name { get; }

    /// <summary>The case's type.</summary>
    public Type Type { get; }

    /// <summary>Whether the event is the last one of a stream.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether the event tells of a failure.</summary>
    public bool IsError { get; init; }
}
