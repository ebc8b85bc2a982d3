using System.Net;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>Writes that fail or take too long.</summary>
public sealed class WriteTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_stream_does_not_end_while_its_connection_is_being_broken()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time);
        var output = new StuckOutput();
        var channel = new StreamChannel<string>(new ChannelLimits(8, 4, 2));
        var pump = new StreamPump<string>(
            new ChannelSource<string>(channel),
            new SseTextFormatter(),
            output,
            new StreamLifetime(),
            wheel,
            new PumpLimits(0, 0, 0, WriteTimeout: 40),
            static _ => default);
        channel.TrySend("x");
        output.Running = pump.RunAsync();

        // Not on the test's own thread, whose synchronization context would keep the stream from going on inside of the abort.
        await Task.Run(() => time.Advance(TimeSpan.FromSeconds(3)));

        Assert.False(await output.EndedBeforeItWasBroken.Task.WaitAsync(Patience));
        var completion = await output.Running.WaitAsync(Patience);
        Assert.Equal(CompletionReason.SlowConsumer, completion.Reason);
    }

    [Fact]
    public async Task A_full_queue_breaks_a_write_that_is_pending_and_the_stream_does_not_end_before_that_is_done()
    {
        using var wheel = new TimerWheel(new ManualTime());
        var output = new StuckOutput();
        var channel = new StreamChannel<string>(new ChannelLimits(8, 8, 2, OverflowPolicy.Disconnect));
        var pump = new StreamPump<string>(new ChannelSource<string>(channel), new SseTextFormatter(), output, new StreamLifetime(), wheel, default, static _ => default);
        channel.TrySend("x");
        output.Running = pump.RunAsync();

        var accepted = 1;
        while (channel.TrySend("x") == SendResult.Accepted)
        {
            accepted++;
        }

        Assert.False(await output.EndedBeforeItWasBroken.Task.WaitAsync(Patience));
        var completion = await output.Running.WaitAsync(Patience);
        Assert.Equal(CompletionReason.SlowConsumer, completion.Reason);
        Assert.Equal((9, 9), (accepted, completion.EventsSent + completion.EventsDropped));
    }

    [Fact]
    public async Task A_head_that_the_server_refuses_is_a_server_error_and_not_a_client_that_left()
    {
        StreamSender<byte[]>? kept = null;
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Binary };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<byte[]>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) =>
            {
                kept = sender;
                sender.TrySend([1]);
                sender.EndStream();

                // A middleware would do it in a callback at the start of the response; the first failure must not be answered with the same head.
                if (!http.Items.ContainsKey("refused"))
                {
                    http.Items["refused"] = true;
                    http.Response.OnStarting(() => http.Items.Remove("refused") ? throw new InvalidOperationException("The head is refused.") : Task.CompletedTask);
                }

                return Task.CompletedTask;
            }));
        });

        using var response = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(CompletionReason.Faulted, (await kept!.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task The_timer_does_not_run_in_the_context_of_the_first_request()
    {
        var request = new AsyncLocal<string> { Value = "first" };
        using var wheel = new TimerWheel(TimeProvider.System);
        var entry = new ContextProbe(request);

        wheel.Add(entry, 1);

        Assert.Null(await entry.Seen.WaitAsync(Patience));
        wheel.Remove(entry);
    }

    private sealed class ContextProbe(AsyncLocal<string> request) : TimerWheelEntry
    {
        private readonly TaskCompletionSource<string?> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string?> Seen => _seen.Task;

        public override long OnDue(long tick)
        {
            _seen.TrySetResult(request.Value);
            return 0;
        }
    }
}
