namespace SegStream.Analyzers.Flow;

/// <summary>What is known about the stream on the way to one point of a function.</summary>
internal enum StreamPhase : byte
{
    /// <summary>The stream was not created yet on this way.</summary>
    NotCreated,

    /// <summary>The stream is open and this function has to end it.</summary>
    Open,

    /// <summary>The stream was ended, or is known to be over.</summary>
    Ended,

    /// <summary>The stream was given to code that is not looked at; the duty is there now.</summary>
    Escaped,
}

/// <summary>
/// One way through the function, as far as it matters: the phase of the stream and the known values of a few Booleans.
/// Two bits per value (unknown, false, true), so that states are cheap to compare and to remember.
/// </summary>
internal readonly struct PathState : IEquatable<PathState>
{
    public const int MaxFacts = 8;

    private readonly uint _facts;

    public PathState(StreamPhase phase)
        : this(phase, 0, StreamUse.None)
    {
    }

    private PathState(StreamPhase phase, uint facts, StreamUse use)
    {
        Phase = phase;
        _facts = facts;
        Use = use;
    }

    public StreamPhase Phase { get; }

    /// <summary>What was done with the stream, where that is followed.</summary>
    public StreamUse Use { get; }

    public PathState With(StreamPhase phase) => new(phase, _facts, Use);

    public PathState WithUse(StreamUse use) => new(Phase, _facts, use);

    /// <summary>The state after something that may have gone another way.</summary>
    public PathState Uncertain() => WithUse(Use & ~StreamUse.Certain);

    public PathState WithoutFacts() => new(Phase, 0, Use);

    /// <summary>The state after the stream was found to be over: nothing is left to do for an open one.</summary>
    public PathState Discharged() => Phase == StreamPhase.Open ? With(StreamPhase.Ended) : this;

    public bool? Fact(int index) => ((_facts >> (2 * index)) & 3) switch
    {
        1 => false,
        2 => true,
        _ => null,
    };

    public PathState WithFact(int index, bool? value)
    {
        var bits = value switch
        {
            null => 0u,
            false => 1u,
            true => 2u,
        };
        return new PathState(Phase, (_facts & ~(3u << (2 * index))) | (bits << (2 * index)), Use);
    }

    public bool Equals(PathState other) => Phase == other.Phase && Use == other.Use && _facts == other._facts;

    public override bool Equals(object? obj) => obj is PathState other && Equals(other);

    public override int GetHashCode() => ((((int)Phase << 8) | (int)Use) * 397) ^ (int)_facts;
}
