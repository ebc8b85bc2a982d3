namespace SegStream.Histories;

/// <summary>The judge is judged: histories of a queue that is right, and of such as are wrong.</summary>
public sealed class LinearizabilityTests
{
    [Fact]
    public void Calls_that_overlap_may_take_effect_in_either_order() =>
        Check(Send(1, 1, 0, 10), Send(2, 2, 0, 10), Take(2, 11, 12), Take(1, 13, 14));

    [Fact]
    public void Calls_that_follow_one_another_take_effect_in_their_order() =>
        Reject(Send(1, 1, 0, 1), Send(2, 2, 2, 3), Take(2, 4, 5), Take(1, 6, 7));

    [Fact]
    public void An_item_that_was_sent_is_there() => Reject(Send(1, 1, 0, 1), Take(null, 2, 3));

    [Fact]
    public void An_item_behind_one_that_is_being_sent_may_be_hidden() =>
        Check(Send(1, 1, 0, 10), Send(2, 2, 2, 3), Take(null, 4, 5), Take(1, 11, 12), Take(2, 13, 14));

    [Fact]
    public void An_item_is_not_hidden_by_one_behind_it() => Reject(Send(1, 1, 0, 1), Send(2, 2, 2, 10), Take(null, 4, 5));

    [Fact]
    public void No_item_is_taken_twice() => Reject(Send(1, 1, 0, 1), Take(1, 2, 3), Take(1, 4, 5));

    [Fact]
    public void No_item_is_taken_before_it_is_sent() => Reject(Take(1, 0, 1), Send(1, 1, 2, 3));

    [Fact]
    public void Nothing_is_accepted_after_the_close() => Reject(new Operation(3, Verb.Close, 0, "True", [], 0, 1), Send(1, 1, 2, 3));

    [Fact]
    public void A_channel_is_not_full_below_its_capacity()
    {
        Operation[] calls = [Send(1, 1, 0, 1, "Accepted"), Send(1, 2, 2, 3, "Full")];
        Linearizability.Check(new ChannelModel(1, calls), calls);
        Assert.Throws<InvalidOperationException>(() => Linearizability.Check(new ChannelModel(2, calls), calls));
    }

    [Fact]
    public void A_channel_takes_more_than_its_capacity_only_from_senders_at_the_same_time()
    {
        Operation[] atOnce = [Send(1, 1, 0, 5, "Accepted"), Send(2, 2, 4, 6, "Accepted")];
        Operation[] inTurn = [Send(1, 1, 0, 1, "Accepted"), Send(2, 2, 4, 6, "Accepted")];
        Linearizability.Check(new ChannelModel(1, atOnce), atOnce);
        Assert.Throws<InvalidOperationException>(() => Linearizability.Check(new ChannelModel(1, inTurn), inTurn));
    }

    private static Operation Send(int thread, int item, long called, long returned, string answer = "True") =>
        new(thread, Verb.Send, item, answer, [], called, returned) { Seen = returned };

    private static Operation Take(int? item, long called, long returned) =>
        new(0, Verb.Take, 0, item.HasValue.ToString(), item is { } taken ? [taken] : [], called, returned) { Seen = returned };

    private static void Check(params Operation[] calls) => Linearizability.Check(new QueueModel(), calls);

    private static void Reject(params Operation[] calls) => Assert.Throws<InvalidOperationException>(() => Check(calls));
}
