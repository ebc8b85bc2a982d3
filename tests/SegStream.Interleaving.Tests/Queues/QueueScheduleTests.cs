using SegStream.Scheduling;

namespace SegStream.Queues;

/// <summary>The queue under schedules that are chosen, not hoped for.</summary>
public sealed class QueueScheduleTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Random_schedules_are_explained_by_a_sequential_queue(int slots) =>
        Explorer.Sample(() => new QueueScenario([5, 4, 3], slots), schedules: 1_500);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Random_schedules_with_recycled_segments_are_explained_by_a_sequential_queue(int slots) =>
        Explorer.Sample(() => new QueueScenario([6, 5], slots, prefilled: 3 * slots), schedules: 1_500);

    /// <summary>Three producers, so that one that is late meets a segment that another one just makes ready for its next life.</summary>
    [Fact]
    public void Random_schedules_of_many_small_lives_are_explained_by_a_sequential_queue() =>
        Explorer.Sample(() => new QueueScenario([5, 4, 4], slots: 2, prefilled: 6), schedules: 2_000);

    [Fact]
    public void Random_schedules_with_a_close_are_explained_by_a_sequential_queue() =>
        Explorer.Sample(() => new QueueScenario([4, 4], slots: 2, closes: true), schedules: 1_500);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_schedule_of_two_producers_with_few_switches_is_explained(bool lateStores) =>
        output.WriteLine($"{Explorer.Exhaust(() => new QueueScenario([2, 1], slots: 2, prefilled: 1), bound: 2, lateStores)} schedules");

    [Fact]
    public void Every_schedule_of_a_send_and_a_close_with_few_switches_is_explained() =>
        output.WriteLine($"{Explorer.Exhaust(() => new QueueScenario([2], slots: 2, closes: true), bound: 2, delayed: true)} schedules");

    [Fact]
    public void A_seed_replays_the_same_interleaving()
    {
        string first = Explorer.Replay(() => new QueueScenario([4, 4, 4], slots: 2), 42);
        Assert.Equal(first, Explorer.Replay(() => new QueueScenario([4, 4, 4], slots: 2), 42));
        Assert.NotEqual(first, Explorer.Replay(() => new QueueScenario([4, 4, 4], slots: 2), 43));
    }
}
