using SegStream.Channels;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;
using SegStream.Vocabulary;

namespace SegStream.Runtime.Tests.Sending;

public sealed class StreamProgressTests
{
    private readonly CountingWakeUp _wakeUp = new();
    private readonly StreamChannel<StandardEvent> _channel;
    private readonly StreamChannelReader<StandardEvent> _reader;
    private readonly StreamSender<StandardEvent> _sender;

    public StreamProgressTests()
        : this(ChannelTestLimits.Default)
    {
    }

    private StreamProgressTests(ChannelLimits limits)
    {
        _channel = new StreamChannel<StandardEvent>(limits);
        _reader = _channel.TakeReader(_wakeUp);
        _sender = new StreamSender<StandardEvent>(_channel, new StreamLifetime(), StreamMode.Sse);
    }

    [Fact]
    public void Percentage_is_told_when_it_changes_and_never_twice()
    {
        IProgress<long> progress = _sender.Progress(1_000);
        for (var done = 0; done <= 1_000; done++)
        {
            progress.Report(done);
            progress.Report(done);
        }

        Assert.Equal(Enumerable.Range(0, 101), Percents());
    }

    [Fact]
    public void Few_steps_tell_the_percentage_of_each()
    {
        var progress = _sender.Progress(3);
        for (var step = 1; step <= 4; step++)
        {
            progress.Add();
        }

        Assert.Equal([new StandardEvent.Progress(33, 1, 3), new StandardEvent.Progress(66, 2, 3), new StandardEvent.Progress(100, 3, 3)], Events());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(12_345)]
    [InlineData(long.MaxValue - 1)]
    [InlineData(long.MaxValue)]
    public void Percentage_is_rounded_down_and_100_means_everything(long total)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var progress = _sender.Progress(total);
        foreach (var done in Enumerable.Range(0, 500).Select(_ => random.NextInt64(total)).Append(total - 1).Append(total).Append(0))
        {
            progress.Report(done);
        }

        var events = Events();
        Assert.All(events, each => Assert.True(each.Percent == (int)((Int128)each.Current!.Value * 100 / total), $"seed {seed}: {each}"));
        Assert.Equal(total, events[^1].Current);
        Assert.Single(events, each => each.Percent == 100);
        AssertAscending(events, seed);
    }

    [Fact]
    public async Task Millions_of_steps_of_many_threads_are_at_most_101_events_in_order()
    {
        const int Steps = 1_000_000;
        const int Threads = 4;
        var progress = _sender.Progress((long)Steps * Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var step = 0; step < Steps; step++)
                {
                    progress.Add();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray()).WaitAsync(TimeSpan.FromSeconds(120));

        var events = Events();
        Assert.InRange(events.Count, 1, 101);
        AssertAscending(events, 0);
        Assert.Equal(new StandardEvent.Progress(100, (long)Steps * Threads, (long)Steps * Threads), events[^1]);
    }

    [Fact]
    public async Task Amounts_that_threads_report_out_of_order_come_in_order()
    {
        for (var round = 0; round < 200; round++)
        {
            var seed = Random.Shared.Next();
            var progress = _sender.Progress(1_000);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(number => Task.Run(() =>
            {
                var random = new Random(seed + number);
                for (var step = 0; step < 300; step++)
                {
                    progress.Report(random.Next(900));
                }

                progress.Report(1_000);
            }))).WaitAsync(TimeSpan.FromSeconds(60));

            var events = Events();
            Assert.InRange(events.Count, 1, 101);
            AssertAscending(events, seed);
            Assert.Equal(100, events[^1].Percent);
        }
    }

    [Fact]
    public void Report_during_another_one_neither_waits_for_it_nor_overtakes_it()
    {
        StreamProgress? progress = null;
        progress = _sender.Progress(100, report =>
        {
            if (report.Percent == 10)
            {
                // Another thread reports, and is done with it, between the decision to send 10 % and the sending.
                Assert.True(Task.Run(() => progress!.Report(50)).Wait(TimeSpan.FromSeconds(30)));
                progress!.Report(60);
            }

            return new StandardEvent.Progress(report.Percent);
        });
        progress.Report(10);
        Assert.Equal([10, 60], Percents());
    }

    [Fact]
    public void Interval_lets_slow_work_be_heard_although_its_percentage_stays()
    {
        var time = new ManualTime();
        var progress = _sender.Progress(1_000_000, TimeSpan.FromSeconds(2), time);
        progress.Report(0);
        progress.Report(1);
        time.Advance(TimeSpan.FromSeconds(1.9));
        progress.Report(2);
        Assert.Equal([0L], Events().Select(each => each.Current!.Value));

        time.Advance(TimeSpan.FromSeconds(0.2));
        progress.Report(2);
        progress.Report(3);
        Assert.Equal([2L], Events().Select(each => each.Current!.Value));

        // Nothing was done since; an amount that is behind says nothing.
        time.Advance(TimeSpan.FromSeconds(5));
        progress.Report(1);
        Assert.Empty(Events());
        progress.Report(3);
        Assert.Equal([3L], Events().Select(each => each.Current!.Value));

        progress.Complete();
        time.Advance(TimeSpan.FromSeconds(5));
        progress.Complete();
        Assert.Equal([100], Percents());
    }

    [Theory]
    [InlineData(double.NaN, new int[0])]
    [InlineData(-5.0, new[] { 0 })]
    [InlineData(double.NegativeInfinity, new[] { 0 })]
    [InlineData(4.99, new[] { 40 })]
    [InlineData(10.0, new[] { 100 })]
    [InlineData(1e300, new[] { 100 })]
    [InlineData(double.PositiveInfinity, new[] { 100 })]
    public void Odd_amounts_have_a_meaning(double amount, int[] expected)
    {
        ((IProgress<double>)_sender.Progress(10)).Report(amount);
        Assert.Equal(expected, Percents());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MinValue)]
    public void Steps_below_1_are_disregarded(long steps)
    {
        _sender.Progress(10).Add(steps);
        Assert.Empty(Events());
    }

    [Fact]
    public void Steps_beyond_the_total_are_the_total()
    {
        var progress = _sender.Progress(10);
        progress.Add(long.MaxValue);
        progress.Add(long.MaxValue);
        Assert.Equal(10, progress.Done);
        Assert.Equal([100], Percents());
    }

    [Fact]
    public void Nothing_to_do_is_done_at_once()
    {
        var progress = _sender.Progress(0);
        progress.Complete();
        progress.Report(5);
        progress.Add();
        Assert.Equal([100], Percents());
    }

    [Fact]
    public void Wrong_settings_are_refused_by_name()
    {
        Assert.Equal("total", Assert.Throws<ArgumentOutOfRangeException>(() => _sender.Progress(-1)).ParamName);
        Assert.Equal("interval", Assert.Throws<ArgumentOutOfRangeException>(() => _sender.Progress(1, TimeSpan.Zero)).ParamName);
        Assert.Equal("toEvent", Assert.Throws<ArgumentNullException>(() => _sender.Progress(1, (Func<ProgressReport, StandardEvent>)null!)).ParamName);
    }

    [Fact]
    public void Full_queue_leaves_events_out_but_never_the_last_one()
    {
        var tests = new StreamProgressTests(ChannelTestLimits.Ten);
        var progress = tests._sender.Progress(100);
        for (var done = 0; done <= 100; done++)
        {
            progress.Report(done);
        }

        Assert.Equal([.. Enumerable.Range(0, 10), 100], tests.Percents());
    }

    [Fact]
    public void After_the_end_reports_do_nothing_and_make_nothing()
    {
        var made = 0;
        var progress = _sender.Progress(100, report =>
        {
            made++;
            return new StandardEvent.Progress(report.Percent);
        });
        progress.Report(1);
        _sender.EndStream();
        for (var done = 0; done <= 100; done++)
        {
            progress.Report(done);
        }

        progress.Complete();
        Assert.Equal(1, made);
    }

    [Fact]
    public void Reports_that_send_nothing_allocate_nothing()
    {
        var progress = _sender.Progress(1_000_000, TimeSpan.FromDays(1));
        progress.Report(10);
        progress.Add();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 1_000; step++)
        {
            progress.Report(20 + step);
            progress.Add();
            progress.Report(20.5);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Exception_of_the_factory_reaches_who_reports_and_blocks_nobody()
    {
        var fails = true;
        var progress = _sender.Progress(2, report => fails ? throw new InvalidOperationException("mine") : new StandardEvent.Progress(report.Percent));
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(() => progress.Report(1)).Message);
        fails = false;
        progress.Report(2);
        Assert.Equal([100], Percents());
    }

    [Fact]
    public void Jobs_and_own_unions_have_progress_too()
    {
        var channel = new StreamChannel<JobEvent>(ChannelTestLimits.Default);
        var reader = channel.TakeReader(new CountingWakeUp());
        new StreamSender<JobEvent>(channel, new StreamLifetime(), StreamMode.Sse).Progress(4).Report(1);
        Assert.True(reader.TryRead(out var read));
        Assert.Equal(new JobEvent.TaskProgress(25, 1, 4), read);
    }

    private static void AssertAscending(List<StandardEvent.Progress> events, int seed)
    {
        for (var index = 1; index < events.Count; index++)
        {
            Assert.True(events[index].Percent > events[index - 1].Percent && events[index].Current > events[index - 1].Current, $"seed {seed}: {events[index - 1]}, {events[index]}");
        }
    }

    private int[] Percents() => [.. Events().Select(each => each.Percent)];

    private List<StandardEvent.Progress> Events()
    {
        var events = new List<StandardEvent.Progress>();
        while (_reader.TryRead(out var read))
        {
            events.Add(Assert.IsType<StandardEvent.Progress>(read));
        }

        return events;
    }
}
