using SegStream.Soak.Books;
using SegStream.Soak.Clients;
using SegStream.Soak.Plans;
using SegStream.Soak.Reading;

namespace SegStream.Soak.Tests;

/// <summary>The judge finds what is wrong, and only that.</summary>
public sealed class JudgeTests : IDisposable
{
    private readonly Hiccups _hiccups = new(TimeSpan.FromHours(1));

    public void Dispose() => _hiccups.Dispose();

    [Fact]
    public void A_stream_whose_books_agree_is_right() => Assert.Empty(Examine(accepted: 3, received: [0, 1, 2], Ended(sent: 3)));

    [Fact]
    public void An_event_that_was_lost_without_a_word_is_found() => Found("accepted", accepted: 3, received: [0, 1], Ended(sent: 2));

    [Fact]
    public void An_event_that_did_not_arrive_is_found() => Found("received", accepted: 3, received: [0, 1], Ended(sent: 3));

    [Fact]
    public void An_event_that_came_twice_is_found() => Found("After event 1", accepted: 3, received: [0, 1, 1], Ended(sent: 3));

    [Fact]
    public void Events_in_the_wrong_order_are_found() => Found("After event 0", accepted: 3, received: [0, 2, 1], Ended(sent: 3));

    [Fact]
    public void A_loss_that_the_client_was_not_told_of_is_found() =>
        Found("told of 0", accepted: 5, received: [2, 3, 4], Ended(sent: 3, dropped: 2), endpoint: "/sse/drop-oldest");

    [Fact]
    public void A_newest_event_that_gave_way_is_found() =>
        Found("newest", accepted: 5, received: [1, 2, 3], Ended(sent: 3, dropped: 2), endpoint: "/sse/drop-oldest", told: 2);

    [Fact]
    public void A_newest_event_of_a_key_that_gave_way_is_found() =>
        Found("of a key", accepted: 20, received: [.. Enumerable.Range(0, 8)], Ended(sent: 8, dropped: 12), endpoint: "/sse/coalesce", told: 12);

    [Theory]
    [InlineData(nameof(VisitEnd.Complete), CompletionReason.ClientAborted)]
    [InlineData(nameof(VisitEnd.Complete), CompletionReason.Incomplete)]
    [InlineData(nameof(VisitEnd.Cut), CompletionReason.Completed)]
    [InlineData(nameof(VisitEnd.Left), CompletionReason.SlowConsumer)]
    public void A_reason_that_does_not_fit_what_the_client_saw_is_found(string end, CompletionReason reason) =>
        Found("The reason is", accepted: 1, received: [0], Ended(sent: 1, reason: reason), visit: Enum.Parse<VisitEnd>(end));

    [Fact]
    public void A_client_that_stalls_has_to_be_called_slow() =>
        Found("allows SlowConsumer", accepted: 1, received: [0], Ended(sent: 1, reason: CompletionReason.ClientAborted), visit: VisitEnd.Left, behaviour: Behaviour.Stall, planned: PlannedEnd.Never);

    [Fact]
    public void A_stream_of_which_no_end_was_logged_is_found() => Found("no end was logged", accepted: 1, received: [0], ended: null);

    [Theory]
    [InlineData("/sse/wait", null, "data: {\"source\":0,\"number\":0}\n\ndat", "left at the end")]
    [InlineData("/sse/wait", null, "nonsense\n\n", "No line")]
    [InlineData("/json/wait", "application/json", "[{\"source\":0,\"number\":0}", "depth")]
    [InlineData("/json/wait", "application/json-seq", "{\"source\":0,\"number\":0}\n", "begins with RS")]
    [InlineData("/text/wait", null, "0 0 x\n0", "left at the end")]
    [InlineData("/binary/wait", null, "\0\0\0\u0011", "left at the end")]
    public void A_whole_body_that_is_none_is_found(string path, string? contentType, string body, string what)
    {
        var endpoint = EndpointCatalogue.All.Single(endpoint => endpoint.Path == path);
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        Assert.Contains(what, BodyParser.Parse(endpoint, contentType, bytes, whole: true).Malformed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "[{\"source\":0,\"number\":0},{\"source\":0,\"num", 1)]
    [InlineData("application/x-ndjson", "{\"source\":0,\"number\":0}\n\n{\"source\":0,\"number\":1}\n{", 2)]
    public void A_body_that_was_cut_gives_the_events_that_are_whole(string contentType, string body, int events)
    {
        var endpoint = EndpointCatalogue.All.Single(static endpoint => endpoint.Path == "/json/wait");
        var received = BodyParser.Parse(endpoint, contentType, System.Text.Encoding.UTF8.GetBytes(body), whole: false);
        Assert.Null(received.Malformed);
        Assert.Equal(events, received.Events.Count);
    }

    [Fact]
    public void Memory_that_grows_with_the_rounds_is_found()
    {
        static Inventory[] Rounds(long growth) => [.. Enumerable.Range(0, 12).Select(round => new Inventory(10_000_000 + (round * growth), 1, 1, 20, 100))];

        Assert.Empty(Flatness.Compare(Rounds(0)));
        Assert.Contains("managed memory", Assert.Single(Flatness.Compare(Rounds(1_000_000))), StringComparison.Ordinal);

        // Threads of the pool, and what each of them keeps of the pools of arrays.
        Assert.Empty(Flatness.Compare([.. Rounds(200_000).Select((round, number) => round with { HeapBytes = round.HeapBytes + (number * 250_000), Threads = round.Threads + number })]));
    }

    private static EndedStream Ended(long sent, long dropped = 0, CompletionReason reason = CompletionReason.Completed) => new(reason, sent, Bytes: 1, dropped);

    private void Found(string what, int accepted, int[] received, EndedStream? ended, VisitEnd visit = VisitEnd.Complete, string endpoint = "/sse/wait", Behaviour behaviour = Behaviour.Read, PlannedEnd planned = PlannedEnd.Complete, long told = 0) =>
        Assert.Contains(Examine(accepted, received, ended, visit, endpoint, behaviour, planned, told), finding => finding.Contains(what, StringComparison.Ordinal));

    private IEnumerable<string> Examine(int accepted, int[] received, EndedStream? ended, VisitEnd visit = VisitEnd.Complete, string endpoint = "/sse/wait", Behaviour behaviour = Behaviour.Read, PlannedEnd planned = PlannedEnd.Complete, long told = 0)
    {
        var plan = new Planner(seed: 1, client: 0).Next(mayStall: false) with
        {
            Endpoint = EndpointCatalogue.All.Single(candidate => candidate.Path == endpoint),
            Behaviour = behaviour,
            Wire = Wire.Socket,
            End = planned,
            Senders = 1,
        };
        var record = new StreamRecord(plan) { IsServed = true };
        record.Open();
        for (var i = 0; i < accepted; i++)
        {
            record.CountAccepted();
        }

        if (ended is not null)
        {
            record.End(ended);
            record.CallBack(new StreamCompletion { Reason = ended.Reason, EventsSent = ended.Sent, EventsDropped = ended.Dropped });
        }

        var seen = new Received { Dropped = told };
        seen.Events.AddRange(received.Select(static number => (0, (long)number)));
        return new Judge(_hiccups).Examine(record, new Visit { End = visit, Status = 200, Received = seen, Bytes = 1, IsExact = visit is VisitEnd.Complete });
    }
}
