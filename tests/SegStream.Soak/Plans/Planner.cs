namespace SegStream.Soak.Plans;

/// <summary>Makes plans at random. One for each client, so that a seed gives every client the same plans again.</summary>
internal sealed class Planner(int seed, int client)
{
    private static readonly string[] JsonFormats = ["application/x-ndjson", "application/json-seq", "application/json", "*/*", "application/json;q=0.5, application/json-seq;q=0.9"];
    private static readonly Wire[] Wires = Enum.GetValues<Wire>();

    private readonly Random _random = new(unchecked((seed * 7_919) + (client * 104_729)));
    private int _made;

    public Random Random => _random;

    /// <summary>A plan.</summary>
    /// <param name="mayStall">Whether it may be one that takes as long as the write timeout.</param>
    public StreamPlan Next(bool mayStall)
    {
        var endpoint = Pick(EndpointCatalogue.All);
        var wire = Pick(Wires);
        var behaviour = BehaviourFor(endpoint, wire, mayStall);
        var plan = new StreamPlan
        {
            Id = $"{client}-{_made++}",
            Endpoint = endpoint,
            Behaviour = behaviour,
            Wire = wire,
            Accept = endpoint.Mode == StreamMode.Json ? Pick(JsonFormats) : null,
            Coding = endpoint.Compressed ? Pick([null, "gzip", "br", "gzip;q=0.5, br"]) : null,
            End = PlannedEnd.Never,
            Senders = endpoint.HasSender ? Pick([1, 1, 2, 4]) : 1,
            Events = long.MaxValue,
            Padding = Pick([0, 10, 100, 1_000]),
            Burst = Pick([1, 10, 100]),
            PauseMilliseconds = Pick([0, 1, 5]),
            Offers = _random.Next(2) == 0,
            Impatient = _random.Next(3) == 0,
            ReadsBytes = Pick([1, 300, 5_000, 100_000]),
            ReadsMilliseconds = _random.Next(1, 600),
        };
        return Shape(plan);
    }

    public T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];

    private Behaviour BehaviourFor(EndpointFacts endpoint, Wire wire, bool mayStall)
    {
        if (endpoint.Limit == CompletionReason.MaxDuration)
        {
            return Pick([Behaviour.Read, Behaviour.FallAsleep, Behaviour.Leave]);
        }

        var number = _random.Next(100);
        return number < 30 ? Behaviour.Read
            : number < 45 ? Behaviour.ReadSlowly
            : number < 50 ? Behaviour.ReadInBits
            : number < 70 ? Behaviour.Leave
            : number < 85 ? Behaviour.Reset
            : number < 92 ? Behaviour.Hang
            : mayStall && endpoint.Kind != SourceKind.Room && endpoint.Limit is null && wire is not Wire.Pipelined && !endpoint.Compressed ? (wire is Wire.Socket or Wire.OldSocket && OperatingSystem.IsLinux() ? Pick([Behaviour.Stall, Behaviour.Vanish]) : Behaviour.Stall)
            : Behaviour.Leave;
    }

    private StreamPlan Shape(StreamPlan plan) => plan switch
    {
        // Sends a little and then nothing, so that the limit comes.
        { Endpoint.Limit: CompletionReason.IdleTimeout } => plan with { Senders = 1, Events = _random.Next(0, 20), Burst = 0, End = PlannedEnd.Never },
        { Endpoint.Limit: CompletionReason.MaxDuration } => plan with { Senders = 1, Padding = 10, Burst = 1, PauseMilliseconds = 20, End = PlannedEnd.Never },
        { Endpoint.Kind: SourceKind.Room } => plan with { Events = 0 },
        { Behaviour: Behaviour.Stall or Behaviour.Vanish } => plan with { Padding = 2_000, Burst = plan.Endpoint.Drops ? 200 : 0, PauseMilliseconds = 2 },
        { ReadsToTheEnd: true } => Finite(plan),

        // Some of those that leave find that the stream is over already.
        _ when _random.Next(5) == 0 => Finite(plan) with { End = PlannedEnd.Complete },
        _ => plan with { PauseMilliseconds = Math.Max(1, plan.PauseMilliseconds) },
    };

    private StreamPlan Finite(StreamPlan plan)
    {
        var events = Pick([0, 1, 5, 50, 500, 3_000]);
        if (plan.Behaviour == Behaviour.ReadInBits)
        {
            events = Math.Min(events, 50);
        }

        return plan with
        {
            Events = events / plan.Senders,
            Padding = plan.Behaviour == Behaviour.ReadSlowly && events >= 500 ? 1_000 : Math.Min(plan.Padding, 100_000 / Math.Max(1, events)),

            // The pauses of a stream that is read to the end are not to take much longer than a second.
            Burst = Pick([0, Math.Max(plan.Burst, events * Math.Max(1, plan.PauseMilliseconds) / 1_000)]),
            End = EndFor(plan.Endpoint),
        };
    }

    private PlannedEnd EndFor(EndpointFacts endpoint)
    {
        if (_random.Next(3) > 0)
        {
            return PlannedEnd.Complete;
        }

        return endpoint.Kind switch
        {
            // A stream that a full queue has ended must not fail after its end.
            SourceKind.Push or SourceKind.Unified when endpoint.Policy == OverflowPolicy.Disconnect => Pick([PlannedEnd.Incomplete, PlannedEnd.Fail]),
            SourceKind.Push or SourceKind.Unified => Pick([PlannedEnd.Incomplete, PlannedEnd.Dispose, PlannedEnd.Fail, PlannedEnd.Throw, PlannedEnd.GiveUp]),
            SourceKind.Detached => Pick([PlannedEnd.Dispose, PlannedEnd.Lose, PlannedEnd.Fail, PlannedEnd.Close]),
            SourceKind.Reader => Pick([PlannedEnd.Fail, PlannedEnd.GiveUp]),
            _ => Pick([PlannedEnd.Throw, PlannedEnd.GiveUp]),
        };
    }
}
