using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>Hosts that wait for their requests without end: what keeps them must be a producer, never a client, and they say at the start that it can.</summary>
public sealed class EndlessShutdownTests : IDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly ManualTime _time = new();
    private readonly StreamMetrics _metrics = new(null);
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _metrics.Dispose();
        _stopping.Dispose();
    }

    [Theory]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/2")]
    public void A_connection_whose_client_does_not_take_the_rest_is_broken_when_it_had_the_drain_time_for_it(string protocol)
    {
        using var shutdown = Stop();
        _time.Advance(Drain + Moment);
        var connection = new Connection();
        shutdown.Closing.Add(connection.Of(protocol));
        _time.Advance(Drain);
        Assert.False(connection.IsAborted);
        _time.Advance(Drain);
        Assert.True(connection.IsAborted);
    }

    [Fact]
    public void A_connection_that_may_carry_other_streams_is_not_broken_before_the_last_of_them_is_over()
    {
        using var shutdown = Stop();
        var books = _metrics.Of("T", StreamMode.Sse);
        var stream = new OpenStream();
        books.Open(stream);
        var connection = new Connection();
        shutdown.Closing.Add(connection.Of("HTTP/2"));
        _time.Advance(Drain * 10);
        Assert.False(connection.IsAborted);
        books.Close(stream, new StreamCompletion { Reason = CompletionReason.Completed });
        _time.Advance(Drain + Moment);
        Assert.True(connection.IsAborted);
    }

    [Fact]
    public void A_stream_that_may_finish_is_cut_off_when_its_client_has_taken_nothing_for_the_drain_time()
    {
        using var shutdown = Stop();
        var stream = new OpenStream();
        _metrics.Of("T", StreamMode.Sse).Open(stream);
        _time.Advance(Drain * 10);
        Assert.False(stream.IsCutOff);
        stream.WriteAge = Drain - Moment;
        _time.Advance(Drain);
        Assert.False(stream.IsCutOff);
        stream.WriteAge = Drain;
        _time.Advance(Drain);
        Assert.True(stream.IsCutOff);
    }

    [Theory]
    [InlineData(-1, ShutdownPolicy.Finish, ShutdownPolicy.Drain, new[] { "Tests.Finishing" })]
    [InlineData(-1, ShutdownPolicy.Detach, ShutdownPolicy.Finish, new[] { "SegStreamOptions", "Tests.Finishing" })]
    [InlineData(-1, ShutdownPolicy.Drain, ShutdownPolicy.Drain, new string[0])]
    [InlineData(30_000, ShutdownPolicy.Finish, ShutdownPolicy.Detach, new string[0])]
    public async Task The_start_warns_of_streams_that_can_keep_the_host_for_ever(int timeout, ShutdownPolicy endpoint, ShutdownPolicy others, string[] expected)
    {
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                foreach (var (name, policy) in new (string, ShutdownPolicy?)[] { ("Finishing", endpoint), ("Silent", null) })
                {
                    mapper.Map(new StreamEndpointDefinition { DisplayName = $"Tests.{name}", Route = $"/{name}", Mode = StreamMode.Sse, OnShutdown = policy }, static _ => Task.CompletedTask);
                }
            },
            options => options.OnShutdown = others,
            builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(timeout)));

        var warnings = app.Log.Entries.Where(static entry => entry.Id.Name == "EndlessShutdown").Select(static entry => entry.Message).ToArray();
        Assert.Equal(expected, warnings.Select(static message => message[..message.IndexOf(':', StringComparison.Ordinal)]));
        Assert.All(warnings, static message => Assert.Contains("HostOptions.ShutdownTimeout is infinite and OnShutdown is ", message, StringComparison.Ordinal));
    }

    private StreamShutdown Stop()
    {
        var shutdown = new StreamShutdown(_stopping.Token, new LiveStreams(_metrics), Timeout.InfiniteTimeSpan, Drain, _time);
        _stopping.Cancel();
        return shutdown;
    }

    private sealed class Connection : IConnectionLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken ConnectionClosed { get; set; }

        public void Abort() => IsAborted = true;

        public HttpContext Of(string protocol)
        {
            var http = new DefaultHttpContext();
            http.Features.Set<IConnectionLifetimeFeature>(this);
            http.Request.Protocol = protocol;
            return http;
        }
    }

    /// <summary>A stream that goes on.</summary>
    private sealed class OpenStream : IObservedStream, IStoppableStream
    {
        public bool IsCutOff { get; private set; }

        public TimeSpan? WriteAge { get; set; }

        public ShutdownPolicy OnShutdown => ShutdownPolicy.Finish;

        public IObservedStream? Next { get; set; }

        public IObservedStream? Previous { get; set; }

        public StreamReading Read() => default;

        public void Stop(CompletionReason reason) => Assert.Fail("It may finish.");

        public void Detach() => Assert.Fail("It may finish.");

        public void CutOff() => IsCutOff = true;
    }
}
