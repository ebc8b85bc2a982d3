using System.Globalization;
using SegStream.Broadcasting;
using SegStream.Delivery;
using SegStream.Queues;
using SegStream.Registry;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Streams that come, start, change groups and go while others broadcast.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class BroadcastRaceTests
{
    private const string Room = "room";
    private static readonly LagLimits Patient = new(1 << 20, 1 << 30);

    [Fact]
    public async Task Guests_get_every_event_between_their_coming_and_their_going_once_and_in_order()
    {
        var seed = Environment.TickCount;
        using var registry = new StreamRegistry(TimeProvider.System);
        using var wheel = new TimerWheel(TimeProvider.System);
        Listener[] residents = [Join("r0"), Join("r1")];
        residents[0].Start(wheel);
        residents[1].Start(wheel);
        var each = Watchdog.Scaled(8_000, 400_000);
        long reached = 0, booked = 0;
        var broadcasting = 2;
        Watchdog.Run($"seed {seed}", Broadcast(0), Broadcast(1), Guests(0), Guests(1));

        foreach (var resident in residents)
        {
            var completion = await resident.EndAsync();
            booked += completion.EventsSent + completion.EventsDropped;
        }

        Assert.Equal(2 * each, residents[0].Events().Length);
        Assert.Equal(residents[0].Events(), residents[1].Events());
        AssertContiguous(residents[0].Events());
        Assert.Equal(reached, booked);

        Action<CancellationToken> Broadcast(int number) => stop =>
        {
            var random = new Random(seed + number);
            for (var i = 0; i < each && !stop.IsCancellationRequested; i++)
            {
                Interlocked.Add(ref reached, registry.Broadcast($"{number}|{i}", Room));
                if (i % 20 == 0)
                {
                    Thread.Sleep(0);
                    Thread.SpinWait(random.Next(2_000));
                }
            }

            Interlocked.Decrement(ref broadcasting);
        };

        Action<CancellationToken> Guests(int number) => stop =>
        {
            var random = new Random(seed + 100 + number);
            for (var i = 0; Volatile.Read(ref broadcasting) > 0 && !stop.IsCancellationRequested; i++)
            {
                var id = $"guest {number}-{i}";
                var started = random.Next(3) == 0;
                var guest = started ? Join(id, listener => listener.Start(wheel)) : Join(id);
                Thread.SpinWait(random.Next(20_000));
                if (!started)
                {
                    guest.Start(wheel);
                    Thread.SpinWait(random.Next(20_000));
                }

                if (random.Next(3) == 0)
                {
                    registry.RemoveFromGroup(id, Room);
                    Thread.SpinWait(random.Next(2_000));
                }

                var completion = guest.EndAsync().GetAwaiter().GetResult();
                Assert.Equal((CompletionReason.Completed, 0), (completion.Reason, completion.EventsDropped));
                Interlocked.Add(ref booked, completion.EventsSent);
                AssertContiguous(guest.Events());
            }
        };

        Listener Join(string id, Action<Listener>? before = null)
        {
            var listener = new Listener(lag: Patient, capacity: 1 << 20);
            before?.Invoke(listener);
            registry.Register(id, listener.Sender, new StreamMetadata { Group = Room });
            return listener;
        }
    }

    [Fact]
    public async Task No_event_is_left_lying_by_a_pump_that_goes_to_sleep_while_it_is_broadcast()
    {
        const string Frame = "data: x\n\n";
        var seed = Environment.TickCount;
        using var registry = new StreamRegistry(TimeProvider.System);
        using var wheel = new TimerWheel(TimeProvider.System);
        var listeners = Enumerable.Range(0, 3).Select(number => new Listener().Start(wheel)).ToArray();
        for (var i = 0; i < listeners.Length; i++)
        {
            registry.Register($"{i}", listeners[i].Sender, new StreamMetadata { Group = Room });
        }

        // Each event goes out as soon as the one before has come: while the pumps look for more, mark themselves, and lie down.
        Watchdog.Run($"seed {seed}", stop =>
        {
            var random = new Random(seed);
            for (var i = 1; i <= Watchdog.Scaled(20_000, 1_000_000); i++)
            {
                registry.Broadcast("x", Room);
                var listener = listeners[random.Next(listeners.Length)];
                var expected = i * Frame.Length;
                Assert.True(SpinWait.SpinUntil(() => listener.ReceivedLength >= expected || stop.IsCancellationRequested, TimeSpan.FromSeconds(20)), $"Event {i} did not come.");
                Thread.SpinWait(random.Next(300));
            }
        });
        await Task.WhenAll(listeners.Select(static listener => listener.EndAsync()));
    }

    [Fact]
    public async Task A_thousand_stalled_streams_and_a_hundred_thousand_broadcasts_stay_within_the_memory_of_the_log()
    {
        const int Streams = 1_000;
        const int Broadcasts = 100_000;
        using var registry = new StreamRegistry(TimeProvider.System);
        using var wheel = new TimerWheel(TimeProvider.System);
        var listeners = new List<Listener>();
        for (var i = 0; i < Streams; i++)
        {
            var listener = new Listener(stalled: true).Start(wheel);
            registry.Register($"{i}", listener.Sender, new StreamMetadata { Group = Room });
            listeners.Add(await listener.HoldUpAsync());
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var payload = new string('x', 100);
        for (var i = 0; i < Broadcasts; i++)
        {
            Assert.Equal(Streams, registry.Broadcast(payload, Room));
        }

        Assert.InRange(registry.EventsOf(Room)!.HeldBytes, 0, LagLimits.DefaultBytes + (2 * 64 * 1024));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        foreach (var listener in listeners)
        {
            var completion = await listener.EndAsync();
            Assert.Equal((CompletionReason.Completed, 1 + 1024, Broadcasts - 1024), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        }
    }

    [Fact]
    public async Task A_broadcast_to_streams_that_read_allocates_nothing_for_each_of_them()
    {
        const int Streams = 200;
        const int Broadcasts = 2_000;
        using var registry = new StreamRegistry(TimeProvider.System);
        using var wheel = new TimerWheel(TimeProvider.System);
        var listeners = new List<Listener>();
        for (var i = 0; i < Streams; i++)
        {
            var listener = new Listener(stalled: true, lag: Patient).Start(wheel);
            registry.Register($"{i}", listener.Sender, new StreamMetadata { Group = Room });
            listeners.Add(await listener.HoldUpAsync());
        }

        registry.Broadcast("warm up", Room);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Broadcasts; i++)
        {
            registry.Broadcast("event", Room);
        }

        // The segments of the log: what 2,000 frames of 13 bytes need and a little more, for 400,000 deliveries.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        await Task.WhenAll(listeners.Select(static listener => listener.EndAsync()));
    }

    private static void AssertContiguous(string[] events)
    {
        foreach (var source in events.GroupBy(static text => text.Split('|')[0]))
        {
            var numbers = source.Select(static text => int.Parse(text.Split('|')[1], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(Enumerable.Range(numbers[0], numbers.Length), numbers);
        }
    }
}
