using SegStream.Scheduling;
using Xunit.Abstractions;

namespace SegStream.Broadcasting;

/// <summary>Readers of a group's log that go to sleep while others broadcast, under schedules that are chosen.</summary>
public sealed class ParkingScheduleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(1, 4, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 3, 2)]
    public void Random_schedules_lose_no_wake_up_and_wake_nobody_twice(int readers, int events, int workers) =>
        Explorer.Sample(() => new ParkingScenario(readers, events, workers), schedules: 1_000);

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(1, 2, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    public void No_schedule_with_few_switches_loses_a_wake_up(int readers, int events, int workers, int bound) =>
        output.WriteLine($"{Explorer.Exhaust(() => new ParkingScenario(readers, events, workers), bound, delayed: true)} schedules");

    /// <summary>That the search would find such a thing.</summary>
    [Fact]
    public void Without_the_broadcasters_fence_a_wake_up_is_lost() =>
        Assert.Contains(
            "Nobody can go on",
            Assert.Throws<ScheduleFailedException>(() => Explorer.Exhaust(() => new ParkingScenario(1, 1, isFenced: false), bound: 2, delayed: true)).Message,
            StringComparison.Ordinal);
}
