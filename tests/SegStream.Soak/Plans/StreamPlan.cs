namespace SegStream.Soak.Plans;

/// <summary>What producer and client of one stream are to do. Made by the client before it connects.</summary>
internal sealed record StreamPlan
{
    public required string Id { get; init; }

    public required EndpointFacts Endpoint { get; init; }

    public required Behaviour Behaviour { get; init; }

    public required Wire Wire { get; init; }

    /// <summary>The format that is asked for, in JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>The codings that a client with a socket of its own accepts; the others say what they can.</summary>
    public string? Coding { get; init; }

    public required PlannedEnd End { get; init; }

    /// <summary>Whether the host is stopped before, or after, the end that the producer has.</summary>
    public bool HostStops { get; init; }

    /// <summary>Tasks that send at the same time.</summary>
    public required int Senders { get; init; }

    /// <summary>Events of each sender.</summary>
    public required long Events { get; init; }

    /// <summary>Characters that make an event larger.</summary>
    public required int Padding { get; init; }

    /// <summary>Events between two pauses of a sender; 0 for no pauses.</summary>
    public required int Burst { get; init; }

    /// <summary>Length of a sender's pause, in milliseconds; 0 gives up the thread only.</summary>
    public required int PauseMilliseconds { get; init; }

    /// <summary>Whether senders offer (<c>TrySend</c>) instead of waiting (<c>SendAsync</c>).</summary>
    public bool Offers { get; init; }

    /// <summary>Whether waiting senders give up after a few milliseconds and try again.</summary>
    public bool Impatient { get; init; }

    /// <summary>Bytes after which a client that leaves or stops reading does so.</summary>
    public int ReadsBytes { get; init; }

    /// <summary>Milliseconds after which it does so at the latest.</summary>
    public int ReadsMilliseconds { get; init; }

    public bool ReadsToTheEnd => Behaviour is Behaviour.Read or Behaviour.ReadSlowly or Behaviour.ReadInBits;

    public override string ToString() =>
        $"{Id} {Endpoint.Path} {Behaviour} over {Wire}, {Senders} x {(Events == long.MaxValue ? "endless" : Events)} events of {Padding}, {(Offers ? "offers" : "sends")}, burst {Burst}/{PauseMilliseconds} ms, {End}";
}
