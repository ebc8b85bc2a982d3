using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Diagnostics;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Diagnostics;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>
/// Every reason for which a stream can end, reached over real HTTP by every shape of producer that can: the completion, the callbacks, the metric, the producer and
/// what the client sees. A sequence cannot leave without its end, and a detached sender has no token to be cancelled by.
/// </summary>
public sealed class CompletionReasonTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly CompletionRecorder _completions = new();
    private readonly ConcurrentQueue<string> _callbacks = new();

    public static TheoryData<CompletionReason, ProducerShape, StreamMode> Reachable
    {
        get
        {
            var rows = new TheoryData<CompletionReason, ProducerShape, StreamMode>();
            foreach (var reason in Enum.GetValues<CompletionReason>())
            {
                foreach (var shape in Enum.GetValues<ProducerShape>())
                {
                    if ((reason, shape) is (CompletionReason.Incomplete, ProducerShape.Pull) or (CompletionReason.Cancelled, ProducerShape.Detached))
                    {
                        continue;
                    }

                    rows.Add(reason, shape, StreamMode.Sse);
                    rows.Add(reason, shape, StreamMode.Json);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Reachable))]
    public async Task Every_reason_is_reached_and_told(CompletionReason reason, ProducerShape shape, StreamMode mode)
    {
        var producer = new ScriptedProducer(shape) { LeavesWithoutEnd = reason == CompletionReason.Incomplete };
        await using var app = await StartAsync(producer, reason, mode);
        using var metrics = new MetricReader(app);
        using var socket = await app.ConnectAsync();
        await socket.SendAsync("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        producer.Send("first");
        await ReceiveAsync(socket, until: "first\"", orUntil: "first\n");

        var bytes = await EndAsync(reason, producer, app, socket);
        var end = Assert.Single(await _completions.AllAsync(1, Patience));

        Assert.Equal(reason, end.Reason);
        Assert.Equal(reason is CompletionReason.Faulted ? typeof(InvalidOperationException) : reason is CompletionReason.Cancelled ? typeof(OperationCanceledException) : null, end.Exception?.GetType());
        AssertClientSaw(reason, mode, bytes);
        await producer.Returned.WaitAsync(Patience);
        await app.App.StopAsync().WaitAsync(Patience);
        Assert.Equal(Expected(reason), _callbacks.Order());
        var completed = Assert.Single(metrics.Collect(), sample => sample.Name == "segstream.streams.completed" && sample.Value != 0);
        Assert.Equal(MetricTags.Of(reason), completed.Tags[MetricTags.CompletionReason]);
        if (shape != ProducerShape.Detached)
        {
            await producer.Cancelled.WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task A_detached_sender_of_a_refused_response_is_cancelled()
    {
        var called = new TaskCompletionSource<StreamCompletedContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "Tests.Refused", Route = "/t", Mode = StreamMode.Json };
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http => endpoint.ExecuteAsync(http, StreamResponse.Json<string>().OnCompleted(called.SetResult)));
        });

        using var response = await app.OpenAsync("/t", accept: "image/png");

        var context = await called.Task.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Cancelled, "Tests.Refused", "/t"), (context.Completion.Reason, context.Endpoint, context.Route));
    }

    /// <summary>Brings the reason about.</summary>
    /// <returns>What the client gets from then on, or nothing where it is not there any more.</returns>
    private async Task<string?> EndAsync(CompletionReason reason, ScriptedProducer producer, StreamingApp app, Socket socket)
    {
        switch (reason)
        {
            case CompletionReason.Completed or CompletionReason.Incomplete:
                producer.End();
                break;
            case CompletionReason.Faulted:
                producer.Fail(new InvalidOperationException("broken"));
                break;
            case CompletionReason.Cancelled:
                producer.Fail(new OperationCanceledException("own"));
                break;
            case CompletionReason.ClientAborted:
                socket.Dispose();
                await _completions.AllAsync(1, Patience);
                producer.End();
                return null;
            case CompletionReason.IdleTimeout or CompletionReason.MaxDuration:
                await producer.DoneAsync(1, Patience);
                _time.Advance(Limit * 1.1);
                break;
            case CompletionReason.SlowConsumer:
                producer.Send([.. Enumerable.Repeat(new string('x', 16_000), 3_000)]);
                using (var watchdog = new CancellationTokenSource(Patience))
                {
                    // Time passes while the stream is stuck, however long the socket's buffers take to fill.
                    while (_completions.Count == 0)
                    {
                        Assert.False(watchdog.IsCancellationRequested, "The client was not disconnected.");
                        _time.Advance(TimeSpan.FromMilliseconds(100));
                        await Task.Yield();
                    }
                }

                break;
            case CompletionReason.ServerShutdown:
                _ = app.App.StopAsync();
                break;
        }

        var received = await ReceiveAsync(socket, until: "0\r\n\r\n").WaitAsync(Patience);
        producer.End();
        return received;
    }

    private static void AssertClientSaw(CompletionReason reason, StreamMode mode, string? bytes)
    {
        if (bytes is null)
        {
            return;
        }

        var complete = reason == CompletionReason.Completed
            || (mode == StreamMode.Sse && reason is (CompletionReason.IdleTimeout or CompletionReason.MaxDuration or CompletionReason.ServerShutdown));
        Assert.Equal(complete, bytes.EndsWith("0\r\n\r\n", StringComparison.Ordinal));
        Assert.Equal(reason == CompletionReason.Faulted, bytes.Contains("internal_error", StringComparison.Ordinal));
        Assert.Equal(reason == CompletionReason.ServerShutdown && mode == StreamMode.Sse, bytes.Contains("retry: ", StringComparison.Ordinal));
        Assert.DoesNotContain("broken", bytes, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Expected(CompletionReason reason) => reason switch
    {
        CompletionReason.Faulted => ["completed", "error"],
        CompletionReason.IdleTimeout or CompletionReason.MaxDuration or CompletionReason.SlowConsumer => ["completed", "timeout"],
        _ => ["completed"],
    };

    /// <summary>Reads until a text comes, or to the end of the connection.</summary>
    private static async Task<string> ReceiveAsync(Socket socket, string until, string? orUntil = null)
    {
        var all = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Patience) is > 0 and var length)
            {
                all.Append(Encoding.ASCII.GetString(buffer, 0, length));
                var tail = all.ToString(Math.Max(0, all.Length - length - until.Length), Math.Min(all.Length, length + until.Length));
                if (tail.Contains(until, StringComparison.Ordinal) || (orUntil is not null && tail.Contains(orUntil, StringComparison.Ordinal)))
                {
                    break;
                }
            }
        }
        catch (SocketException)
        {
            // The connection was broken.
        }

        return all.ToString();
    }

    private Task<StreamingApp> StartAsync(ScriptedProducer producer, CompletionReason reason, StreamMode mode) => StreamingApp.StartAsync(
        mapper => producer.Map(mapper, new StreamEndpointDefinition
        {
            DisplayName = "T",
            Route = "/t",
            Mode = mode,
            HeartbeatSeconds = 0,
            Capacity = 64,
            IdleTimeoutSeconds = reason == CompletionReason.IdleTimeout ? Limit.TotalSeconds : 0,
            MaxDurationSeconds = reason == CompletionReason.MaxDuration ? Limit.TotalSeconds : 0,
            WriteTimeoutSeconds = Limit.TotalSeconds,
        }),
        options =>
        {
            _completions.Watch(options);
            options.OnCompleted(_ => _callbacks.Enqueue("completed"));
            options.OnTimeout(async _ =>
            {
                await Task.Yield();
                _callbacks.Enqueue("timeout");
            });
            options.OnError(_ => _callbacks.Enqueue("error"));
        },
        builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
