using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>The end of a body is a write like every other one: the client has to take it in time.</summary>
public sealed class LastWriteTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_client_that_does_not_take_the_end_of_the_body_is_too_slow()
    {
        using var wheel = new TimerWheel(_time);
        var channel = new StreamChannel<string>(new ChannelLimits(8, 4, 2));
        var output = new OutputWithoutEnd();
        var pump = new StreamPump<string>(new ChannelSource<string>(channel), new SseTextFormatter(), output, new StreamLifetime(), wheel, new PumpLimits(0, 0, 0, WriteTimeout: 40), static _ => default);
        channel.TrySend("x");
        channel.TryEnd(CompletionReason.Completed, null);

        var running = Task.Run(pump.RunAsync);
        await output.Ending.WaitAsync(Patience);
        Assert.False(running.IsCompleted);
        _time.Advance(TimerWheel.TickLength * 41);

        var completion = await running.WaitAsync(Patience);
        Assert.Equal((CompletionReason.SlowConsumer, 1), (completion.Reason, completion.EventsSent));
        Assert.True(output.IsAborted);
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public async Task A_body_that_cannot_be_ended_fails_the_stream()
    {
        using var wheel = new TimerWheel(_time);
        var channel = new StreamChannel<string>(new ChannelLimits(8, 4, 2));
        var output = new OutputWithoutEnd { Failure = new InvalidOperationException("refused") };
        var pump = new StreamPump<string>(new ChannelSource<string>(channel), new SseTextFormatter(), output, new StreamLifetime(), wheel, default, static _ => default);
        channel.TryEnd(CompletionReason.Completed, null);

        var completion = await pump.RunAsync().WaitAsync(Patience);

        Assert.Equal((CompletionReason.Faulted, output.Failure), (completion.Reason, completion.Exception));
    }

    [Fact]
    public async Task A_request_whose_body_cannot_be_ended_is_broken_off()
    {
        var opened = new TaskCompletionSource<StreamSender<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Text, WriteTimeoutSeconds = 5 };
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var endpoint = mapper.CreateEndpoint<string>(definition);
                mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
                {
                    opened.SetResult(sender);
                    await sender.Completion;
                }));
            },
            build: builder => builder.Services.AddSingleton<TimeProvider>(_time),
            use: static app => app.Use(static (http, next) =>
            {
                http.Features.Set<IHttpResponseBodyFeature>(new BodyWithoutEnd(http, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>()));
                return next(http);
            }));
        using var response = await app.OpenAsync("/t").WaitAsync(Patience);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var sender = await opened.Task.WaitAsync(Patience);
        sender.TrySend("last");
        sender.EndStream();
        Assert.Equal("last", await reader.ReadLineAsync().WaitAsync(Patience));
        using var watchdog = new CancellationTokenSource(Patience);
        while (!sender.Completion.IsCompleted)
        {
            Assert.False(watchdog.IsCancellationRequested, "The stream did not end.");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal((CompletionReason.SlowConsumer, 1), ((await sender.Completion).Reason, (await sender.Completion).EventsSent));
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Over_http2_a_client_whose_window_is_full_does_not_keep_a_stream_open_that_has_ended()
    {
        var opened = new TaskCompletionSource<StreamSender<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Text, WriteTimeoutSeconds = 5 };
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var endpoint = mapper.CreateEndpoint<string>(definition);
                mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
                {
                    opened.SetResult(sender);
                    await sender.Completion;
                }));
            },
            build: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_time);
                builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(static listen => listen.Protocols = HttpProtocols.Http2));
            });
        using var client = new HttpClient(new SocketsHttpHandler { InitialHttp2StreamWindowSize = 65_535 });
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/t")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        var sender = await opened.Task.WaitAsync(Patience);

        // More than the client's window.
        sender.TrySend(new string('x', 100_000));
        sender.EndStream();
        using var watchdog = new CancellationTokenSource(Patience);
        while (!sender.Completion.IsCompleted)
        {
            Assert.False(watchdog.IsCancellationRequested, "The stream did not end.");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(CompletionReason.SlowConsumer, (await sender.Completion).Reason);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync().WaitAsync(Patience));
    }

    /// <summary>A body whose end waits until the connection is broken.</summary>
    private sealed class BodyWithoutEnd(HttpContext http, IHttpResponseBodyFeature inner) : IHttpResponseBodyFeature
    {
        public Stream Stream => inner.Stream;

        public PipeWriter Writer => inner.Writer;

        public async Task CompleteAsync() => await Task.Delay(Timeout.Infinite, http.RequestAborted);

        public void DisableBuffering() => inner.DisableBuffering();

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => inner.SendFileAsync(path, offset, count, cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);
    }

    /// <summary>A client that takes every byte but not the end of the body.</summary>
    private sealed class OutputWithoutEnd : IStreamOutput
    {
        private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Failure { get; init; }

        public Task Ending => _ending.Task;

        public bool IsAborted { get; private set; }

        public bool IsConnected => !IsAborted;

        public PipeWriter Start() => _pipe.Writer;

        public ValueTask<FlushResult> FlushHeadAsync() => default;

        public ValueTask EndAsync(CompletionReason reason)
        {
            _ending.SetResult();
            return Failure is null ? new ValueTask(_end.Task) : throw Failure;
        }

        public void Abort()
        {
            IsAborted = true;
            _end.SetException(new IOException("aborted"));
        }
    }
}
