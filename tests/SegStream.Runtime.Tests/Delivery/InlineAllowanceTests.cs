using SegStream.Delivery;

namespace SegStream.Runtime.Tests.Delivery;

public sealed class InlineAllowanceTests
{
    private const long Interval = 20;

    [Fact]
    public void Wake_ups_that_are_an_interval_apart_are_always_granted()
    {
        var allowance = new InlineAllowance(now: 0);

        Assert.All(Enumerable.Range(1, 1_000), turn => Assert.True(allowance.TryTake(turn * Interval, Interval)));
    }

    [Fact]
    public void After_a_rest_a_few_are_granted_in_a_row_and_no_more_than_that_is_saved_up()
    {
        var allowance = new InlineAllowance(now: 0);
        const long late = 1_000_000;

        Assert.Equal(InlineAllowance.InARow, Enumerable.Range(0, 100).Count(_ => allowance.TryTake(late, Interval)));
        Assert.Equal(InlineAllowance.InARow, Enumerable.Range(0, 100).Count(_ => allowance.TryTake(2 * late, Interval)));
    }

    [Fact]
    public void Wake_ups_that_keep_coming_closer_than_an_interval_are_refused_until_there_is_a_rest()
    {
        var allowance = new InlineAllowance(now: 0);
        var now = 0L;
        while (allowance.TryTake(now, Interval))
        {
            now += Interval - 1;
        }

        for (var turn = 0; turn < 1_000; turn++)
        {
            now += Interval - 1;
            Assert.False(allowance.TryTake(now, Interval));
        }

        Assert.True(allowance.TryTake(now + Interval, Interval));
    }
}
