using SegStream.Scheduling;
using Xunit.Abstractions;

namespace SegStream.Channels;

/// <summary>Parking, waiting and ending under schedules that are chosen, not hoped for.</summary>
public sealed class ChannelScheduleTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_schedules_are_explained_by_a_sequential_channel_and_lose_no_wake_up() =>
        Explorer.Sample(() => new ChannelScenario([4, 3]), schedules: 1_500);

    [Fact]
    public void Waiting_senders_are_let_go_on_under_random_schedules() =>
        Explorer.Sample(() => new ChannelScenario([4, 3], awaits: true), schedules: 1_500);

    [Fact]
    public void An_end_meets_sends_at_every_place_under_random_schedules() =>
        Explorer.Sample(() => new ChannelScenario([3, 3], awaits: true, ends: true), schedules: 1_500);

    [Fact]
    public void A_heartbeat_takes_the_role_without_two_holding_it_under_random_schedules() =>
        Explorer.Sample(() => new ChannelScenario([3, 2], heartbeat: true), schedules: 1_500);

    [Theory]
    [InlineData(OverflowPolicy.DropOldest, false)]
    [InlineData(OverflowPolicy.DropOldest, true)]
    [InlineData(OverflowPolicy.DropNewest, false)]
    [InlineData(OverflowPolicy.DropNewest, true)]
    [InlineData(OverflowPolicy.Coalesce, false)]
    [InlineData(OverflowPolicy.Coalesce, true)]
    [InlineData(OverflowPolicy.Disconnect, false)]
    public void Policies_that_drop_keep_exact_books_under_random_schedules(OverflowPolicy policy, bool ends) =>
        Explorer.Sample(() => new OverflowScenario(policy, [5, 4], ends), schedules: 500);

    [Fact]
    public void No_schedule_of_one_send_with_few_switches_loses_the_wake_up() =>
        output.WriteLine($"{Explorer.Exhaust(() => new ChannelScenario([2]), bound: 2, delayed: true)} schedules");

    [Fact]
    public void No_schedule_of_an_end_with_few_switches_loses_the_wake_up() =>
        output.WriteLine($"{Explorer.Exhaust(() => new ChannelScenario([1], ends: true), bound: 2, delayed: true)} schedules");

    [Fact]
    public void No_schedule_with_few_switches_leaves_a_sender_waiting_after_the_end() =>
        output.WriteLine($"{Explorer.Exhaust(() => new EndForWaitersScenario(), bound: 2, delayed: true)} schedules");

    [Fact]
    public void No_schedule_with_few_switches_forgets_a_waiting_sender() =>
        output.WriteLine($"{Explorer.Exhaust(() => new ChannelScenario([4], awaits: true), bound: 2, delayed: true)} schedules");

    /// <summary>A sender that sees no flag although its event is not seen either: only the fence in the reader's check finds it out. And that the search would find such a thing.</summary>
    [Fact]
    public void Without_the_fence_of_all_threads_a_wake_up_is_lost() =>
        Assert.Contains(
            "Nobody can go on",
            Assert.Throws<ScheduleFailedException>(() => Explorer.Exhaust(() => new ChannelScenario([1, 1]), bound: 2, delayed: true, withFencesOfAll: false)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Without_the_fence_of_all_threads_a_waiting_sender_is_forgotten() =>
        Assert.Contains(
            "Nobody can go on",
            Assert.Throws<ScheduleFailedException>(() => Explorer.Exhaust(() => new ChannelScenario([4], awaits: true), bound: 3, delayed: true, withFencesOfAll: false)).Message,
            StringComparison.Ordinal);
}
