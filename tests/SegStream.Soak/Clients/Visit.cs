using SegStream.Soak.Reading;

namespace SegStream.Soak.Clients;

/// <summary>What a client knows of one stream.</summary>
internal sealed record Visit
{
    public required VisitEnd End { get; init; }

    public int Status { get; init; }

    public Received Received { get; init; } = new();

    /// <summary>Bytes of the body.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether they are those that were sent.</summary>
    public bool ShowsBytes { get; init; } = true;

    /// <summary>Whether everything that was written before a cut is sure to be there.</summary>
    public bool IsExact { get; init; }

    /// <summary>The longest time between two reads that was the client's own doing, or the machine's.</summary>
    public TimeSpan LongestPause { get; init; }

    /// <summary>Something that the client noticed by itself.</summary>
    public string? Finding { get; init; }
}
