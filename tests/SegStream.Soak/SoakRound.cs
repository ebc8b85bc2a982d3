using System.Diagnostics;
using SegStream.Soak.Books;
using SegStream.Soak.Clients;
using SegStream.Soak.Endpoints;
using SegStream.Soak.Plans;
using SegStream.Soak.Serving;

namespace SegStream.Soak;

/// <summary>Clients come for a while; then all have to be gone, and nothing may be left of them.</summary>
internal sealed class SoakRound(SoakReport report, SoakHost[] hosts, Planner[] planners, Hiccups hiccups, StreamMeter meter, ServerLog log, Pace pace)
{
    /// <summary>Far beyond what anything here takes on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int RoomsOfEndpoint = 10;

    /// <summary>Senders that a thread or a pool may still have in its hands, whatever the number of streams.</summary>
    private const int MaxKeptSenders = 8;

    private readonly Judge _judge = new(hiccups);
    private readonly List<(StreamRecord Record, Visit Visit)> _visits = [];
    private readonly List<WeakReference> _runners = [];
    private int _findings;

    /// <summary>A round of clients that come and go.</summary>
    public Task<RoundResult> RunAsync(int number, TimeSpan duration) => RunAsync(number, () => ComeAndGoAsync(duration));

    /// <summary>The last round: every client has a stream that does not end, and the hosts stop.</summary>
    public Task<RoundResult> StopAsync(int number) => RunAsync(number, StopHostsAsync);

    private async Task<RoundResult> RunAsync(int number, Func<Task> work)
    {
        var before = (meter.Read(), log.Incomplete, log.Slow, log.Refused, log.Failed);
        var started = Stopwatch.GetTimestamp();
        await work();
        await SettleAsync();
        Examine();
        var ended = _visits.Select(static visit => visit.Record.Ended).OfType<EndedStream>().ToArray();
        CompareTotals(ended, before);
        var leftOver = await CollectAndCountAsync();
        var result = new RoundResult
        {
            Number = number,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Streams = ended.Length,
            Sent = ended.Sum(static stream => stream.Sent),
            Dropped = ended.Sum(static stream => stream.Dropped),
            Reasons = ended.GroupBy(static stream => stream.Reason).ToDictionary(static reasons => reasons.Key.ToString(), static reasons => reasons.Count()),
            Left = leftOver,
            Findings = _findings,
        };
        report.Excused += _judge.Excused;
        return result;
    }

    private async Task ComeAndGoAsync(TimeSpan duration)
    {
        using var over = new CancellationTokenSource();
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        Transports[] transports = [.. hosts.Select(static host => new Transports(host))];
        Task[] rooms = [.. hosts.Select(host => TalkAsync(host, over.Token)), CollectAsync(over.Token)];
        await Task.WhenAll(planners.Select(planner => Task.Run(() => VisitAsync(planner, transports, until))));
        await over.CancelAsync();
        await Task.WhenAll(rooms);
        Array.ForEach(transports, static transport => transport.Dispose());
    }

    private async Task StopHostsAsync()
    {
        Transports[] transports = [.. hosts.Select(static host => new Transports(host))];
        EndpointFacts[] endpoints = [.. EndpointCatalogue.All.Where(static endpoint => endpoint.Limit is null && endpoint.Kind is not (SourceKind.Detached or SourceKind.Room))];

        // Each host gets half of the clients, so that none is refused.
        Task[] visits = [.. planners.Select((planner, client) =>
        {
            var plan = planner.Next(mayStall: false) with
            {
                Endpoint = planner.Pick(endpoints), Behaviour = Behaviour.Read, End = PlannedEnd.Shutdown, Senders = 1, Events = long.MaxValue, Padding = 10, Burst = 1, PauseMilliseconds = 5,
            };
            return VisitAsync(planner, transports[client % transports.Length], AsItStops(plan));
        })];
        var patience = Stopwatch.GetTimestamp();
        while (!Array.TrueForAll(hosts, static host => host.Ledger.Records.All(static record => record.Accepted + record.Made > 2)))
        {
            if (Stopwatch.GetElapsedTime(patience) > Patience)
            {
                Find("Not all of the last streams have begun.");
                break;
            }

            await Task.Delay(5);
        }

        await Task.WhenAll(hosts.Select(static host => host.StopAsync()));
        await Task.WhenAll(visits);
        Array.ForEach(transports, static transport => transport.Dispose());
    }

    /// <summary>A stream that is not drained has an end of its own, for which the host waits.</summary>
    private static StreamPlan AsItStops(StreamPlan plan) => plan.Endpoint.OnShutdown switch
    {
        ShutdownPolicy.Drain => plan,
        ShutdownPolicy.Finish => plan with { Events = 300, End = PlannedEnd.Complete },
        _ => plan with { Events = 300, End = PlannedEnd.Complete, HostStops = true },
    };

    private async Task VisitAsync(Planner planner, Transports[] transports, long until)
    {
        while (Stopwatch.GetTimestamp() < until)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
            var plan = planner.Next(mayStall: left > SoakHost.WriteTimeout / 2);
            await VisitAsync(planner, planner.Pick(transports), plan);
            await pace.BreatheAsync(planner.Random);
        }
    }

    private async Task VisitAsync(Planner planner, Transports transports, StreamPlan plan)
    {
        var record = transports.Host.Ledger.Announce(plan);
        try
        {
            var visit = await new Visitor(planner.Random).VisitAsync(transports, record, Patience);
            lock (_visits)
            {
                _visits.Add((record, visit));
            }
        }
        catch (TimeoutException)
        {
            Find(record, null, "The visit does not come to its end.");
        }
    }

    /// <summary>Says something in every room now and then, and closes one, until nobody is there any more.</summary>
    private static async Task TalkAsync(SoakHost host, CancellationToken over)
    {
        string[] groups = [.. EndpointCatalogue.All.Where(static endpoint => endpoint.Kind == SourceKind.Room).SelectMany(static endpoint => Enumerable.Range(0, RoomsOfEndpoint).Select(room => endpoint.Path + room))];

        for (var number = 0L; !over.IsCancellationRequested; number++)
        {
            foreach (var group in groups)
            {
                for (var i = 0; i < 5; i++)
                {
                    host.Ledger.CountBroadcast(host.Registry.Broadcast(Payloads.Tick(0, (number * 5) + i, 200), group));
                }
            }

            if (number % 7 == 6)
            {
                MoveOn(host.Registry, groups, (int)(number / 7 % groups.Length));
            }

            if (number % 5 == 4)
            {
                host.Registry.CloseGroup(groups[number / 5 % groups.Length]);
            }

            await Task.Delay(3, CancellationToken.None);
        }
    }

    /// <summary>Lets the members of a room go on to the next one, with whatever of the first they have not read.</summary>
    private static void MoveOn(IStreamRegistry registry, string[] groups, int from)
    {
        var next = (from / RoomsOfEndpoint * RoomsOfEndpoint) + ((from + 1) % RoomsOfEndpoint);
        foreach (var member in registry.List(groups[from]))
        {
            registry.RemoveFromGroup(member.ConnectionId, groups[from]);
            registry.AddToGroup(member.ConnectionId, groups[next]);
        }
    }

    /// <summary>A sender that was lost is found by the collector only. Notes what runs the streams, too.</summary>
    private async Task CollectAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            _runners.AddRange(hosts.SelectMany(static host => host.Runners));
            GC.Collect();
            await Task.Delay(500, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SettleAsync()
    {
        var patience = Stopwatch.GetTimestamp();
        while (Array.Exists(hosts, static host => host.Ledger.Serving + host.Live + host.Timed + host.Registry.Count + host.Counted > 0) || meter.Read() is not { Active: 0, Queued: 0, PendingWrites: 0 } || _visits.Exists(static visit => visit.Record is { Ended: not null, CallBacks: 0 }))
        {
            if (Stopwatch.GetElapsedTime(patience) > Patience)
            {
                var host = hosts.MaxBy(static host => host.Live + host.Ledger.Serving)!;
                Find($"Left behind: {host.Live} streams, {host.Timed} timers, {host.Registry.Count} registrations, {host.Ledger.Serving} requests, {host.Counted} counted; the meter says {meter.Read()}.");
                break;
            }

            await Task.Delay(5);
        }
    }

    /// <summary>Forgets the round's own books first, so that only what the server holds is counted.</summary>
    private async Task<Inventory> CollectAndCountAsync()
    {
        WeakReference[] senders = [.. _visits.Select(static visit => visit.Record.Sender).OfType<WeakReference>()];
        _visits.Clear();
        Array.ForEach(hosts, static host => host.Ledger.Clear());

        // The server closes its ends of the connections, and the pool lets go of what it had in its hands, a moment later; on a busy machine more moments.
        var patience = Stopwatch.GetTimestamp();
        while (true)
        {
            var before = Inventory.CountFiles();
            await Task.Delay(100);
            var left = Inventory.Take();
            var kept = senders.Count(static sender => sender.IsAlive);
            var running = _runners.Where(static runner => runner.IsAlive).Select(static runner => runner.Target).Distinct().Count();
            if ((kept <= MaxKeptSenders && running <= MaxKeptSenders && left.Files >= before) || Stopwatch.GetElapsedTime(patience) > Patience / 4)
            {
                FindKept(kept, running);
                return left;
            }
        }
    }

    private void FindKept(int senders, int runners)
    {
        if (senders > MaxKeptSenders)
        {
            Find($"{senders} senders of streams that are over are still reachable.");
        }

        if (runners > MaxKeptSenders)
        {
            Find($"What has run {runners} streams that are over is still reachable.");
        }
    }

    private void Examine()
    {
        foreach (var (record, visit) in _visits)
        {
            foreach (var finding in _judge.Examine(record, visit))
            {
                Find(record, visit, finding);
            }
        }

        while (log.Unexpected.TryDequeue(out var message))
        {
            Find($"Logged: {message}");
        }
    }

    private void CompareTotals(EndedStream[] ended, (MeterTotals Meter, long Incomplete, long Slow, long Refused, long Failed) before)
    {
        var totals = meter.Read();
        Expect("streams by the meter", totals.Completed - before.Meter.Completed, ended.Length);
        Expect("events sent by the meter", totals.Sent - before.Meter.Sent, ended.Sum(static stream => stream.Sent));
        Expect("events dropped by the meter", totals.Dropped - before.Meter.Dropped, ended.Sum(static stream => stream.Dropped));
        Expect("warnings of incomplete streams", log.Incomplete - before.Incomplete, ended.Count(static stream => stream.Reason == CompletionReason.Incomplete));
        Expect("warnings of slow clients", log.Slow - before.Slow, ended.Count(static stream => stream.Reason == CompletionReason.SlowConsumer));
        var cut = ended.Count(static stream => stream.Reason is not (CompletionReason.Completed or CompletionReason.ClientAborted or CompletionReason.SlowConsumer));
        if (log.Failed + log.Refused - before.Failed - before.Refused > cut + _visits.Count(static visit => visit.Record is { IsServed: true, Ended: null }))
        {
            Find($"{log.Failed - before.Failed} failed and {log.Refused - before.Refused} refused requests were logged; only {cut} streams ended so.");
        }

        var rooms = _visits.Where(static visit => visit.Record.Plan.Endpoint.Kind == SourceKind.Room).Select(static visit => visit.Record.Ended).OfType<EndedStream>().Sum(static stream => stream.Sent + stream.Dropped);
        Expect("events of rooms", rooms, hosts.Sum(static host => host.Ledger.Broadcast));
    }

    private void Expect(string what, long actual, long expected)
    {
        if (actual != expected)
        {
            Find($"{what}: {actual}, expected {expected}.");
        }
    }

    private void Find(StreamRecord record, Visit? visit, string finding) =>
        Find($"{finding} [{record.Plan}; {visit?.End}; ended {record.Ended}; {record.Accepted} accepted, {record.Made} made; {visit?.Received.Events.Count} events, {visit?.Bytes} bytes read]");

    private void Find(string finding)
    {
        Interlocked.Increment(ref _findings);
        report.Find(finding);
    }
}
