using System.Diagnostics.Metrics;
using SegStream.Diagnostics;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>The books of an endpoint while its streams open, run, end and are read at the same time.</summary>
public sealed class EndpointMetricsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Sums_never_fall_and_are_exact_at_the_end_while_streams_open_and_end()
    {
        const int Writers = 3;
        const int StreamsOfEach = 20_000;
        using var metrics = new StreamMetrics(null);
        var endpoint = metrics.Of("T", StreamMode.Sse);
        var seed = Random.Shared.Next();
        var running = Writers;
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            var random = new Random(seed + writer);
            var sum = default(StreamReading);
            for (var i = 0; i < StreamsOfEach; i++)
            {
                sum.Add(RunStream(endpoint, random));
            }

            Interlocked.Decrement(ref running);
            return sum;
        })).ToArray();

        var last = default(StreamReading);
        var readings = 0;
        while (Volatile.Read(ref running) > 0)
        {
            var now = endpoint.Read();
            Assert.True(
                now.Events >= last.Events && now.Bytes >= last.Bytes && now.Dropped >= last.Dropped && now.Gaps >= last.Gaps && now.GapEvents >= last.GapEvents,
                $"A sum fell in reading {readings}; seed {seed}.");
            last = now;
            readings++;
        }

        var sums = await Task.WhenAll(writing).WaitAsync(Patience);
        var end = endpoint.Read();
        Assert.True(readings > 10, "The readings did not run beside the streams.");
        Assert.Equal(sums.Sum(sum => sum.Events), end.Events);
        Assert.Equal(sums.Sum(sum => sum.Bytes), end.Bytes);
        Assert.Equal(sums.Sum(sum => sum.Dropped), end.Dropped);
        Assert.Equal(sums.Sum(sum => sum.Gaps), end.Gaps);
        Assert.Equal(Writers * StreamsOfEach, endpoint.Completed(CompletionReason.Completed));
        Assert.Equal(0, endpoint.Active);
    }

    [Fact]
    public void A_stream_is_taken_out_from_any_place()
    {
        using var metrics = new StreamMetrics(null);
        var endpoint = metrics.Of("T", StreamMode.Sse);
        var streams = Enumerable.Range(0, 5).Select(_ => new FakeStream()).ToArray();
        foreach (var stream in streams)
        {
            endpoint.Open(stream);
            stream.Send(1, 0);
        }

        foreach (var index in new[] { 2, 4, 0, 1, 3 })
        {
            endpoint.Close(streams[index], streams[index].Completion);
            Assert.Null(((IObservedStream)streams[index]).Next);
            Assert.Equal(5, endpoint.Read().Events);
        }

        Assert.Equal(0, endpoint.Active);
    }

    [Fact]
    public void Losses_that_read_as_too_few_for_an_instant_are_not_told()
    {
        using var metrics = new StreamMetrics(null);
        var endpoint = metrics.Of("T", StreamMode.Sse);
        var stream = new FakeStream();
        endpoint.Open(stream);
        stream.Send(0, 7);
        Assert.Equal(7, endpoint.Read().Dropped);

        stream.Hidden = true;
        Assert.Equal(7, endpoint.Read().Dropped);

        endpoint.Close(stream, stream.Completion);
        Assert.Equal(7, endpoint.Read().Dropped);
    }

    [Fact]
    public void Flushes_are_timed_only_while_somebody_listens()
    {
        using var factory = new OwnMeters();
        using var metrics = new StreamMetrics(factory);
        var endpoint = metrics.Of("T", StreamMode.Sse);
        Assert.False(endpoint.MeasuresFlushes);
        using (new MetricReader(factory, "segstream.flush.duration"))
        {
            Assert.True(endpoint.MeasuresFlushes);
        }

        Assert.False(endpoint.MeasuresFlushes);
    }

    private static StreamReading RunStream(EndpointMetrics endpoint, Random random)
    {
        var stream = new FakeStream();
        endpoint.Open(stream);
        for (var i = random.Next(8); i > 0; i--)
        {
            stream.Send(random.Next(100), random.Next(10));
        }

        endpoint.Close(stream, stream.Completion);
        return ((IObservedStream)stream).Read();
    }

    private sealed class OwnMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options.Name, null, null, this);

        public void Dispose()
        {
        }
    }

    private sealed class FakeStream : IObservedStream
    {
        private long _events;
        private long _dropped;

        public bool Hidden { get; set; }

        public StreamCompletion Completion => new() { Reason = CompletionReason.Completed, EventsSent = _events, BytesSent = _events * 10, EventsDropped = _dropped };

        TimeSpan? IObservedStream.WriteAge => null;

        IObservedStream? IObservedStream.Next { get; set; }

        IObservedStream? IObservedStream.Previous { get; set; }

        public void Send(int events, int dropped)
        {
            Volatile.Write(ref _events, _events + events);
            Volatile.Write(ref _dropped, _dropped + dropped);
        }

        StreamReading IObservedStream.Read()
        {
            var events = Volatile.Read(ref _events);
            var dropped = Hidden ? 0 : Volatile.Read(ref _dropped);
            return new StreamReading { Events = events, Bytes = events * 10, Dropped = dropped, Gaps = dropped, GapEvents = dropped };
        }
    }
}
