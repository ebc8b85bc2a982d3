using SegStream.Queues;

namespace SegStream.Channels;

public sealed class StreamChannelStressTests
{
    [Fact]
    public void The_capacity_is_exceeded_by_less_than_the_number_of_senders()
    {
        const int Senders = 4;
        int items = Watchdog.Scaled(300_000, 10_000_000);
        var channel = new StreamChannel<int>(new ChannelLimits(16, 16, 4));
        StreamChannelReader<int> reader = channel.TakeReader(new CountingWakeUp());
        int most = 0;
        Action<CancellationToken> send = stop =>
        {
            for (int i = 0; i < items; i++)
            {
                Watchdog.Until(() => channel.TrySend(i) == SendResult.Accepted, stop, "room");
            }
        };
        Watchdog.Run("capacity", send, send, send, send, stop =>
        {
            for (int read = 0; read < Senders * items;)
            {
                most = Math.Max(most, channel.Count);
                if (reader.TryRead(out _))
                {
                    read++;
                }
                else
                {
                    stop.ThrowIfCancellationRequested();
                    Thread.Yield();
                }
            }
        });
        Assert.InRange(most, 1, 16 + Senders - 1);
    }

    [Fact]
    public async Task Waiting_senders_keep_their_order_and_lose_nothing()
    {
        const int Senders = 8;
        int items = Watchdog.Scaled(100_000, 5_000_000);
        var race = new SendingRace(new ChannelLimits(32, 24, 6));
        Task reading = race.ReadToEnd(batch: 10);
        Task[] sending = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(() => race.Send(sender, items)))];

        await Watchdog.Within(Task.WhenAll(sending));
        race.Channel.TryEnd(CompletionReason.Completed, null);
        await Watchdog.Within(reading);

        for (int sender = 0; sender < Senders; sender++)
        {
            Assert.Equal(Enumerable.Range(0, items), race.ReceivedFrom(sender));
        }
    }

    [Fact]
    public async Task A_cancelled_send_is_not_delivered_and_any_other_is()
    {
        const int Senders = 4;
        int seed = Random.Shared.Next();
        int items = Watchdog.Scaled(20_000, 1_000_000);
        var race = new SendingRace(new ChannelLimits(16, 8, 2));
        Task reading = race.ReadToEnd(batch: 3);
        Task<List<int>>[] sending = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(() => race.SendAndCancel(sender, items, seed + sender)))];

        List<int>[] accepted = await Watchdog.Within(new ValueTask<List<int>[]>(Task.WhenAll(sending)));
        race.Channel.TryEnd(CompletionReason.Completed, null);
        await Watchdog.Within(reading);

        for (int sender = 0; sender < Senders; sender++)
        {
            Assert.True(accepted[sender].SequenceEqual(race.ReceivedFrom(sender)), $"Sender {sender} of seed {seed}.");
        }
        Assert.True(accepted.Sum(list => list.Count) < Senders * items, $"Nothing was cancelled with seed {seed}: the test does not show what it should.");
    }

    [Fact]
    public async Task Whatever_was_accepted_before_the_end_is_read_and_nothing_after_it()
    {
        int rounds = Watchdog.Scaled(500, 20_000);
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++)
        {
            int target = random.Next(1, 100);
            var race = new SendingRace(new ChannelLimits(8, 6, 2));
            Task reading = race.ReadToEnd(batch: 2);
            Task<int>[] sending =
            [
                Task.Run(() => race.SendUntilRefused(0)),
                Task.Run(() => race.SendUntilRefused(1)),

                // Never leaves its thread: not one of the pool's.
                Task.Factory.StartNew(() => race.TrySendUntilRefused(2), default, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            ];
            Watchdog.Until(() => race.Channel.Queue.TailTicket >= target, default, "the senders send");
            Assert.True(race.Channel.TryEnd(CompletionReason.Completed, null));
            Assert.Equal(SendResult.Closed, race.Channel.TrySend(-1));

            int[] accepted = await Watchdog.Within(new ValueTask<int[]>(Task.WhenAll(sending)));
            await Watchdog.Within(reading);
            for (int sender = 0; sender < accepted.Length; sender++)
            {
                int[] received = [.. race.ReceivedFrom(sender)];
                Assert.True(received.SequenceEqual(Enumerable.Range(0, accepted[sender])), $"Sender {sender}, round {round} of seed {seed}: {accepted[sender]} accepted, {received.Length} received.");
            }
        }
    }
}
