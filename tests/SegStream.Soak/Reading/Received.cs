namespace SegStream.Soak.Reading;

/// <summary>What a client has read from one body.</summary>
internal sealed class Received
{
    public List<(int Source, long Number)> Events { get; } = [];

    /// <summary>Events that the server said were dropped.</summary>
    public long Dropped { get; set; }

    /// <summary>Whether the server told of a failure.</summary>
    public bool Failure { get; set; }

    /// <summary>What is wrong with the format, if anything.</summary>
    public string? Malformed { get; set; }
}
