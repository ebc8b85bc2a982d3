using SegStream.Soak.Clients;
using SegStream.Soak.Endpoints;
using SegStream.Soak.Plans;
using SegStream.Soak.Serving;

namespace SegStream.Soak.Books;

/// <summary>
/// Compares what the server says of a stream with what its producer counted and its client saw. Every finding is a defect: of the runtime, or of the soak.
/// </summary>
internal sealed class Judge(Hiccups hiccups)
{
    /// <summary>Streams whose reason is excused by a hiccup of the machine.</summary>
    public int Excused { get; private set; }

    public IEnumerable<string> Examine(StreamRecord record, Visit visit)
    {
        if (!record.IsOpened)
        {
            return visit.End is VisitEnd.Left or VisitEnd.Unanswered ? [] : ["The client has a response, and the endpoint was not called."];
        }

        if (record.Ended is not { } ended)
        {
            return NeverBegan(record, visit);
        }

        return [.. Reasons(record, visit, ended), .. ServersBooks(record, visit, ended), .. ClientsBooks(record.Plan, visit, ended), .. Order(record, visit, ended)];
    }

    /// <summary>
    /// The reasons that fit what happened. Where the client read to an end there is one: the producer's, a limit's, or that of the policy if the body was cut. Where
    /// it left there is one too if the producer never ends by itself; else the server may have been faster.
    /// </summary>
    public static IReadOnlySet<CompletionReason> ReasonsFor(StreamPlan plan, Visit visit)
    {
        var reasons = new HashSet<CompletionReason>();
        var stalled = plan.Behaviour is Behaviour.Stall or Behaviour.Vanish && visit.End == VisitEnd.Left;
        if (PlannedReason(plan) is { } planned && !stalled)
        {
            var fits = visit.End switch
            {
                VisitEnd.Complete => IsClean(plan, planned),

                // After a clean end the server reads on, finds what is no request and closes the connection; its unread bytes make that a reset, which overtakes the body.
                VisitEnd.Cut => !IsClean(plan, planned) || plan.Wire == Wire.Garbage,
                _ => true,
            };
            if (fits)
            {
                reasons.Add(planned);
            }
        }

        if (stalled)
        {
            reasons.Add(CompletionReason.SlowConsumer);
        }
        else if (visit.End is VisitEnd.Unanswered || (visit.End is VisitEnd.Left && plan.Behaviour != Behaviour.FallAsleep))
        {
            reasons.Add(CompletionReason.ClientAborted);
        }

        // A connection that is closed while a request behind it has not been read is reset, and the reset overtakes the end that the client was given.
        var overtaken = visit.End is (VisitEnd.Unanswered or VisitEnd.Cut) && plan.Wire is (Wire.Pipelined or Wire.Garbage);
        if (plan is { HostStops: true, Endpoint.OnShutdown: ShutdownPolicy.Detach } && (overtaken || visit.End is VisitEnd.Complete or VisitEnd.Closed))
        {
            reasons.Add(CompletionReason.ServerShutdown);
        }

        // A full queue can come before anything else, whatever the client does; it then sees a body that is cut, or no answer.
        if (plan.Endpoint.Policy == OverflowPolicy.Disconnect && visit.End is not (VisitEnd.Complete or VisitEnd.Refused))
        {
            reasons.Add(CompletionReason.SlowConsumer);
        }

        return reasons;
    }

    private static CompletionReason? PlannedReason(StreamPlan plan) => plan.Endpoint switch
    {
        _ when plan.End == PlannedEnd.Shutdown => CompletionReason.ServerShutdown,
        { Limit: { } limit } => limit,
        { Kind: SourceKind.Room } => CompletionReason.Completed,
        _ => plan.End switch
        {
            PlannedEnd.Incomplete or PlannedEnd.Dispose or PlannedEnd.Lose => CompletionReason.Incomplete,
            PlannedEnd.Fail or PlannedEnd.Throw => CompletionReason.Faulted,
            PlannedEnd.GiveUp => CompletionReason.Cancelled,
            PlannedEnd.Never => null,
            _ => CompletionReason.Completed,
        },
    };

    private static bool IsClean(StreamPlan plan, CompletionReason reason) =>
        reason == CompletionReason.Completed || (plan.Endpoint.Mode == StreamMode.Sse && reason is (CompletionReason.IdleTimeout or CompletionReason.MaxDuration or CompletionReason.ServerShutdown));

    private static IEnumerable<string> NeverBegan(StreamRecord record, Visit visit)
    {
        // A lazy sequence that throws before its first element is an ordinary error response and no stream.
        if (visit is { End: VisitEnd.Refused or VisitEnd.Left or VisitEnd.Unanswered } && record.Plan is { Endpoint.Kind: SourceKind.PullSync, Events: 0 } && record.IsServed)
        {
            yield break;
        }

        // A host that is full, or has enough streams of one client, refuses before the endpoint is called.
        if (visit is { End: VisitEnd.Refused, Status: StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests }
                or { End: VisitEnd.Left or VisitEnd.Unanswered, Status: 0 or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests }
            && record is { IsServed: true, Accepted: 0, Made: 0, Sender: null })
        {
            yield break;
        }

        yield return record.IsServed ? "The request is over, and no end was logged." : "The request is not over.";
    }

    private IEnumerable<string> Reasons(StreamRecord record, Visit visit, EndedStream ended)
    {
        if (record.EndedTwice)
        {
            yield return "The stream ended twice.";
        }

        if (record.CallBacks != 1 || record.CalledBackWith!.Reason != ended.Reason || record.CalledBackWith.EventsSent != ended.Sent || record.CalledBackWith.EventsDropped != ended.Dropped)
        {
            yield return $"The callback was called {record.CallBacks} times, with {record.CalledBackWith}.";
        }

        if (record.Completion is { } completion && (!completion.IsCompletedSuccessfully || completion.Result.Reason != ended.Reason || completion.Result.EventsSent != ended.Sent || completion.Result.EventsDropped != ended.Dropped || completion.Result.BytesSent != ended.Bytes))
        {
            yield return $"The sender's completion says something else: {(completion.IsCompletedSuccessfully ? completion.Result : completion.Status)}.";
        }

        if (ReasonsFor(record.Plan, visit).Contains(ended.Reason))
        {
            yield break;
        }

        var looksSlow = ended.Reason == CompletionReason.SlowConsumer && visit.End is not VisitEnd.Complete;
        if (looksSlow && (visit.LongestPause > SoakHost.WriteTimeout / 2 || hiccups.Lost(record.EndedAt, SoakHost.WriteTimeout * 2) > SoakHost.WriteTimeout / 4))
        {
            Excused++;
            yield break;
        }

        yield return $"The reason is {ended.Reason}; what the client saw ({visit.End}, status {visit.Status}) allows {string.Join(" or ", ReasonsFor(record.Plan, visit))}.";
    }

    private static IEnumerable<string> ServersBooks(StreamRecord record, Visit visit, EndedStream ended)
    {
        if (record.Plan.Endpoint.HasSender && record.Accepted != ended.Sent + ended.Dropped)
        {
            yield return $"{record.Accepted} events were accepted; sent and dropped are {ended.Sent} + {ended.Dropped}.";
        }

        if (record.Plan.Endpoint.Kind is SourceKind.Pull or SourceKind.PullSync or SourceKind.Reader)
        {
            if (ended.Sent + ended.Dropped > record.Made || (ended.Reason == CompletionReason.Completed && visit.End == VisitEnd.Complete && ended.Sent != record.Made))
            {
                yield return $"{record.Made} events were made; sent and dropped are {ended.Sent} + {ended.Dropped}.";
            }
        }

        if (ended.Reason == CompletionReason.Completed && ended.Dropped > 0 && !record.Plan.Endpoint.Drops)
        {
            yield return $"A complete stream that waits has dropped {ended.Dropped} events.";
        }
    }

    private static IEnumerable<string> ClientsBooks(StreamPlan plan, Visit visit, EndedStream ended)
    {
        var received = visit.Received;
        if (visit.Finding is { } finding)
        {
            yield return finding;
        }

        if (received.Malformed is { } malformed)
        {
            yield return $"The body is malformed: {malformed}.";
        }

        if (visit.End is VisitEnd.Refused && ended.Sent > 0)
        {
            yield return $"The answer was {visit.Status}, and {ended.Sent} events are said to be sent.";
        }

        // A write that failed half-way is not counted as sent, and part of it may have arrived.
        if (ended.Reason is CompletionReason.SlowConsumer or CompletionReason.ClientAborted)
        {
            yield break;
        }

        var (events, bytes) = (received.Events.Count, visit.ShowsBytes ? visit.Bytes : visit.IsExact ? ended.Bytes : 0);
        if (events > ended.Sent || bytes > ended.Bytes || (visit.IsExact && (events != ended.Sent || bytes != ended.Bytes)))
        {
            yield return $"{events} events in {bytes} bytes were received, {ended.Sent} in {ended.Bytes} were sent.";
        }

        if (!visit.IsExact)
        {
            yield break;
        }

        // Whose client had to go before its producer has dropped events since, and nobody was left to be told.
        var isDetached = plan.Endpoint.OnShutdown == ShutdownPolicy.Detach && ended.Reason == CompletionReason.ServerShutdown;
        if (plan.Endpoint.TellsLoss && !isDetached && received.Dropped != ended.Dropped)
        {
            yield return $"The client was told of {received.Dropped} dropped events; {ended.Dropped} were dropped.";
        }

        if (plan.Endpoint.TellsFailure && received.Failure != (ended.Reason == CompletionReason.Faulted))
        {
            yield return $"The client was {(received.Failure ? "" : "not ")}told of a failure; the reason is {ended.Reason}.";
        }
    }

    private static IEnumerable<string> Order(StreamRecord record, Visit visit, EndedStream ended)
    {
        var plan = record.Plan;
        var last = new Dictionary<(int Source, long Key), long>();
        var contiguous = !plan.Endpoint.Drops && plan.Endpoint.Kind != SourceKind.Room;
        foreach (var (source, number) in visit.Received.Events)
        {
            var key = (source, plan.Endpoint.Policy == OverflowPolicy.Coalesce ? number % Tick.Keys : 0);
            var before = last.GetValueOrDefault(key, -1);
            if (number <= before || (contiguous && number != before + 1))
            {
                return [$"After event {before} of sender {source} came {number}."];
            }

            last[key] = number;
        }

        // What each policy promises: the newest, the first, the newest of each key.
        var isWhole = ended.Reason == CompletionReason.Completed && visit.End == VisitEnd.Complete && plan is { Senders: 1, Endpoint.HasSender: true } && record.Accepted > 0;
        var newest = record.Accepted - 1;
        return plan.Endpoint.Policy switch
        {
            OverflowPolicy.DropOldest when isWhole && last.GetValueOrDefault((0, 0), -1) != newest => [$"The newest event is {newest}; the last that came is {last.GetValueOrDefault((0, 0), -1)}."],
            OverflowPolicy.DropNewest when isWhole && visit.Received.Events[0].Number != 0 => ["The first event did not come."],
            OverflowPolicy.Coalesce when isWhole && last.Any(pair => newest - pair.Value >= Tick.Keys) => ["The newest event of a key did not come."],
            _ => [],
        };
    }
}
