using System.Globalization;
using SegStream.Broadcasting;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Registry;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Random histories of streams and groups beside lists in which is written down what each stream is to get.</summary>
public sealed class BroadcastModelTests
{
    private const string Own = "own";
    private const string All = "all";
    private static readonly string[] Groups = ["a", "b", "c"];
    private static readonly FrameFormatter<string>[] Formats = [Listener.Sse, new SseTextFormatter()];

    [Fact]
    public async Task Every_stream_gets_what_lists_would_give_it()
    {
        var seed = Environment.TickCount;
        for (var history = 0; history < 40; history++)
        {
            await CheckAsync(seed + history);
        }
    }

    private static async Task CheckAsync(int seed)
    {
        using var registry = new StreamRegistry(TimeProvider.System);
        using var wheel = new TimerWheel(TimeProvider.System);
        var random = new Random(seed);
        var streams = new List<Expected>();
        for (var step = 0; step < 300; step++)
        {
            Step(registry, wheel, random, streams, step, seed);
            if (random.Next(8) == 0)
            {
                await Task.Yield();
            }
        }

        foreach (var stream in streams)
        {
            stream.Start(wheel);
            stream.Check(await stream.Listener.EndAsync(), seed);
        }
    }

    private static void Step(StreamRegistry registry, TimerWheel wheel, Random random, List<Expected> streams, int step, int seed)
    {
        var stream = streams.Count == 0 ? null : streams[random.Next(streams.Count)];
        var group = Groups[random.Next(Groups.Length)];
        switch (random.Next(14))
        {
            case 0 or 1:
                streams.Add(new Expected(registry, random, streams.Count));
                break;
            case 2:
                stream?.Start(wheel);
                break;
            case 3 when stream is { IsOpen: true }:
                Assert.Equal(stream.Groups.Add(group), registry.AddToGroup(stream.Id, group));
                break;
            case 4 when stream is { IsOpen: true }:
                Assert.Equal(stream.Groups.Remove(group), registry.RemoveFromGroup(stream.Id, group));
                break;
            case 5 when stream is { IsOpen: true }:
                Assert.Equal(SendResult.Accepted, stream.Listener.Sender.TrySend(stream.Note(Own, step)));
                break;
            case 6 when random.Next(3) == 0:
                stream?.End();
                break;
            case 7:
                stream?.Listener.Resume();
                break;
            case 8 or 9:
                Broadcast(null, step);
                break;
            default:
                for (var count = random.Next(1, 30); count > 0; count--)
                {
                    Broadcast(group, (step * 100) + count);
                }

                break;
        }

        void Broadcast(string? to, int number)
        {
            var members = streams.Where(stream => stream.IsOpen && (to is null || stream.Groups.Contains(to))).ToList();
            members.ForEach(member => member.Note(to ?? All, number));
            var reached = registry.Broadcast($"{to ?? All}|{number}", to);
            Assert.True(members.Count == reached, $"seed {seed}: {reached} were reached instead of {members.Count}");
        }
    }

    private sealed class Expected
    {
        private readonly Dictionary<string, List<string>> _sent = [];
        private readonly bool _mayLose;
        private bool _started;

        public Expected(StreamRegistry registry, Random random, int number)
        {
            _mayLose = random.Next(3) == 0;
            Listener = new Listener(
                Formats[random.Next(Formats.Length)],
                _mayLose ? new LagLimits(random.Next(1, 30), random.Next(20, 500)) : new LagLimits(1 << 20, 1 << 30),
                stalled: random.Next(3) == 0,
                capacity: 1 << 20);
            Id = number.ToString(CultureInfo.InvariantCulture);
            registry.Register(Id, Listener.Sender);
        }

        public Listener Listener { get; }

        public string Id { get; }

        public HashSet<string> Groups { get; } = [];

        public bool IsOpen { get; private set; } = true;

        public string Note(string source, int number)
        {
            var value = $"{source}|{number}";
            (_sent.TryGetValue(source, out var values) ? values : _sent[source] = []).Add(value);
            return value;
        }

        public void Start(TimerWheel wheel)
        {
            if (!_started)
            {
                _started = true;
                Listener.Start(wheel);
            }
        }

        public void End()
        {
            IsOpen = false;
            Listener.Sender.EndStream();
        }

        public void Check(StreamCompletion completion, int seed)
        {
            const string Gap = "event: gap\n{\"dropped\":";
            var events = Listener.Events();
            var told = events.Where(static text => text.StartsWith(Gap, StringComparison.Ordinal)).Sum(static text => long.Parse(text[Gap.Length..^1], CultureInfo.InvariantCulture));
            var sources = events.Where(static text => !text.StartsWith(Gap, StringComparison.Ordinal)).GroupBy(static text => text.Split('|')[0]).ToDictionary(static group => group.Key, static group => group.ToList());
            Assert.True(completion.Reason == CompletionReason.Completed, $"seed {seed}: {completion.Reason} {completion.Exception}");
            Assert.True(completion.EventsDropped == told, $"seed {seed}: {completion.EventsDropped} dropped, {told} told");
            Assert.True(completion.EventsSent == sources.Values.Sum(static source => source.Count), $"seed {seed}: sent");
            Assert.True(completion.EventsSent + completion.EventsDropped == _sent.Values.Sum(static source => source.Count), $"seed {seed}: books");
            Assert.True(_mayLose || told == 0, $"seed {seed}: lost {told}");
            foreach (var (source, received) in sources)
            {
                // What came is what was sent, in its order, but for what was lost.
                var sent = _sent[source].GetEnumerator();
                Assert.True(received.TrueForAll(value => Advance(ref sent, value)), $"seed {seed}: stream {Id} got {source} in another order: {string.Join(' ', received)}");
            }
        }

        private static bool Advance(ref List<string>.Enumerator sent, string value)
        {
            while (sent.MoveNext())
            {
                if (sent.Current == value)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
