using System.Runtime.CompilerServices;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Queues;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>
/// Everything that can end a stream, at once: producers, limits, a client that breaks, a host that stops, events that cannot be written, callbacks and sequences that throw. A
/// stream ends once, its books are exact, and nothing stays with the timer.
/// </summary>
public sealed class EndRaceTests
{
    private static readonly OverflowPolicy[] Policies = [OverflowPolicy.Wait, OverflowPolicy.DropOldest, OverflowPolicy.DropNewest, OverflowPolicy.Disconnect];
    private static readonly CompletionReason[] Stops = [CompletionReason.ClientAborted, CompletionReason.ServerShutdown, CompletionReason.SlowConsumer, CompletionReason.Cancelled];

    [Fact]
    public async Task A_stream_that_is_sent_ends_once_whatever_ends_it()
    {
        await RaceAsync(async (random, time, wheel) =>
        {
            var capacity = random.Next(2, 40);
            var policy = Policies[random.Next(Policies.Length)];
            var channel = new StreamChannel<string>(new ChannelLimits(capacity, capacity, capacity / 2, policy));
            var lifetime = new StreamLifetime();
            var sender = new StreamSender<string>(channel, lifetime, StreamMode.Sse);
            var output = new MoodyOutput(random);
            var pump = new StreamPump<string>(new ChannelSource<string>(channel), new TouchyFormatter(), output, lifetime, wheel, Limits(random), static _ => default);
            lifetime.Token.Register(static () => throw new InvalidOperationException("A callback that throws."));
            int[] counts = [random.Next(1, 300), random.Next(1, 300), random.Next(1, 300)];
            var running = Task.Run(pump.RunAsync);
            var accepted = await Task.WhenAll(counts.Select((count, own) => Task.Run(() => SendAsync(sender, own, count))).Concat([EndAsync(random, sender, pump, output)]));
            var completion = await running.WaitAsync(Watchdog.Limit);

            Assert.Equal(accepted.Sum(), completion.EventsSent + completion.EventsDropped);
            Assert.Equal(SendResult.Closed, sender.TrySend("late"));
            Assert.False(sender.EndStream());
            Assert.InRange(output.Aborts, completion.Reason == CompletionReason.SlowConsumer ? 1 : 0, 1);
            await Watchdog.Within(output.Reading);
        });
    }

    [Fact]
    public async Task A_stream_that_is_pulled_ends_once_and_its_sequence_is_disposed_of_once_at_rest()
    {
        await RaceAsync(async (random, time, wheel) =>
        {
            var lifetime = new StreamLifetime();
            var output = new MoodyOutput(random);
            var sequence = new Fickle();
            var pump = new StreamPump<string>(new SequenceSource<string>(sequence.PullAsync(random.Next()), lifetime.Token), new TouchyFormatter(), output, lifetime, wheel, Limits(random), static _ => default);
            var running = Task.Run(pump.RunAsync);
            await EndAsync(random, sender: null, pump, output);
            var completion = await running.WaitAsync(Watchdog.Limit);
            lifetime.Cancel();
            var failure = await pump.ReleaseSourceAsync().WaitAsync(Watchdog.Limit);

            Assert.InRange(completion.EventsSent + completion.EventsDropped, 0, sequence.Made);
            Assert.Equal(sequence.Begun, sequence.Disposed);
            Assert.True(failure is null or InvalidOperationException, $"{failure}");
            Assert.InRange(output.Aborts, completion.Reason == CompletionReason.SlowConsumer ? 1 : 0, 1);
            await Watchdog.Within(output.Reading);
        });
    }

    private static async Task RaceAsync(Func<Random, ManualTime, TimerWheel, Task> race)
    {
        var first = Random.Shared.Next();
        var time = new ManualTime();
        using var wheel = new TimerWheel(time);
        using var over = new CancellationTokenSource();

        // Time runs as fast as it can, so that limits come at any moment.
        var clock = Task.Factory.StartNew(
            () =>
            {
                while (!over.IsCancellationRequested)
                {
                    time.Advance(TimerWheel.TickLength);
                    Thread.SpinWait(500);
                }
            },
            TaskCreationOptions.LongRunning);
        for (var i = 0; i < Watchdog.Scaled(400, 5_000); i++)
        {
            try
            {
                await race(new Random(first + i), time, wheel);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {first + i}: {exception.Message}", exception);
            }

            Assert.Equal(0, wheel.Count);
        }

        await over.CancelAsync();
        await Watchdog.Within(clock);
    }

    private static PumpLimits Limits(Random random)
    {
        return new PumpLimits(Some(3), Some(200), Some(400), Some(100));

        long Some(int most) => random.Next(2) == 0 ? 0 : random.Next(1, most);
    }

    private static async Task<int> SendAsync(StreamSender<string> sender, int own, int count)
    {
        var accepted = 0;
        for (var i = 0; i < count; i++)
        {
            if (i % 3 == own)
            {
                await Task.Yield();
            }

            var taken = i % 2 == 0 ? sender.TrySend("event") : await sender.SendAsync("event") ? SendResult.Accepted : SendResult.Closed;
            if (taken == SendResult.Closed)
            {
                break;
            }

            accepted += taken == SendResult.Accepted ? 1 : 0;
        }

        return accepted;
    }

    /// <summary>Two or three ends from as many threads. The last one always comes.</summary>
    private static async Task<int> EndAsync(Random random, StreamSender<string>? sender, IStoppableStream pump, MoodyOutput output)
    {
        var ends = Enumerable.Range(0, 3).Select(_ => (Wait: random.Next(3_000), Kind: random.Next(6), Reason: Stops[random.Next(Stops.Length)])).ToArray();
        var accepted = await Task.WhenAll(ends.Select(end => Task.Run(() =>
        {
            Thread.SpinWait(end.Wait);
            switch (sender is null ? 5 : end.Kind)
            {
                case 0:
                    return sender!.TrySend(TouchyFormatter.Unwritable) == SendResult.Accepted ? 1 : 0;
                case 1:
                    sender!.EndStream();
                    break;
                case 2:
                    sender!.Fail(new InvalidOperationException());
                    break;
                case 3:
                    sender!.Dispose();
                    break;
                default:
                    pump.Stop(end.Reason);
                    break;
            }

            return 0;
        })));

        // Where the others were no ends, or the client stands still and nothing limits its write: a connection that is gone ends that write too.
        output.Vanish();
        pump.Stop(CompletionReason.ClientAborted);
        (sender as IDisposable)?.Dispose();
        return accepted.Sum();
    }

    /// <summary>Writes what it can.</summary>
    private sealed class TouchyFormatter : FrameFormatter<string>
    {
        public const string Unwritable = "unwritable";

        public override StreamMode Mode => StreamMode.Sse;

        public override string ContentType => "text/plain";

        public override void WriteEvent(FrameBuffer buffer, string value, long index)
        {
            buffer.Write("data: 0123456789\n\n"u8);
            if (value == Unwritable)
            {
                throw new NotSupportedException("Half of the event is written.");
            }
        }

        public override bool TryWriteHeartbeat(FrameBuffer buffer)
        {
            buffer.Write(":\n\n"u8);
            return true;
        }

        public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => throw new NotSupportedException("Failures are not written either.");
    }

    /// <summary>A sequence that answers at once or later, and throws where it can.</summary>
    private sealed class Fickle
    {
        public int Made { get; private set; }

        public int Begun { get; private set; }

        public int Disposed { get; private set; }

        public async IAsyncEnumerable<string> PullAsync(int seed, [EnumeratorCancellation] CancellationToken own = default)
        {
            var random = new Random(seed);
            Begun++;
            try
            {
                for (var left = random.Next(200); left > 0; left--)
                {
                    switch (random.Next(20))
                    {
                        case 0:
                            await Task.Yield();
                            break;
                        case 1:
                            await Task.Delay(1, own);
                            break;
                        case 2 when left < 5:
                            throw new InvalidOperationException("A sequence that throws.");
                    }

                    Made++;
                    yield return random.Next(100) == 0 ? TouchyFormatter.Unwritable : "event";
                }
            }
            finally
            {
                Disposed++;
                if (random.Next(4) == 0)
                {
                    throw new InvalidOperationException("A clean-up that throws.");
                }
            }
        }
    }
}
