using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;
using SegStream.Tests.Framing;
using Xunit.Abstractions;

namespace SegStream.Runtime.Tests.Delivery;

/// <summary>Frames are put together in the memory of the response where there is enough of it. The client must not see where.</summary>
public sealed class FramesInPlaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Where something changes: a block of a server, a batch, the pool's sizes, what a writer is asked for, a slice.</summary>
    private static readonly int[] Edges = [1_024, 2_048, 4_096, 32_768, 65_536, 131_072, 262_080, 262_144];

    private readonly Random _random;

    public FramesInPlaceTests(ITestOutputHelper output) => _random = new RandomText(output).Random;

    [Fact]
    public async Task Events_of_all_sizes_are_the_same_bytes_in_every_format()
    {
        for (var round = 0; round < 6; round++)
        {
            var texts = Texts(30);
            var bytes = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
            await SameAsync(Formats.Sse(), texts);
            foreach (var format in new[] { JsonStreamFormats.NdJson, JsonStreamFormats.JsonSequence, JsonStreamFormats.JsonArray })
            {
                await SameAsync(Formats.JsonIn(format), texts);
            }

            await SameAsync(Formats.Raw(StreamMode.Text), texts);
            await SameAsync(Formats.Raw(StreamMode.Text), bytes);
            await SameAsync(Formats.Raw(StreamMode.Chunked), Array.ConvertAll(texts, static text => text.AsMemory()));
            await SameAsync(Formats.Raw(StreamMode.Binary), bytes);
            await SameAsync(Formats.Raw(StreamMode.Binary, lengthPrefixed: true), Array.ConvertAll(bytes, static each => new ReadOnlyMemory<byte>(each)));
        }
    }

    [Theory]
    [InlineData(false, StreamCompression.Off)]
    [InlineData(true, StreamCompression.Off)]
    [InlineData(false, StreamCompression.Gzip)]
    [InlineData(true, StreamCompression.Gzip)]
    public async Task Events_of_all_sizes_are_the_same_bytes_over_HTTP(bool two, StreamCompression compression)
    {
        var texts = Texts(120);
        StreamSender<string>? kept = null;
        await using var app = await StreamingApp.StartAsync(mapper => Map(mapper, texts, compression, sender => kept = sender), build: Wires.Speak(Wires.Protocols(two), tls: false));
        using var client = Wires.Connect(app, Wires.Version(two), tls: false, compression == StreamCompression.Off ? DecompressionMethods.None : DecompressionMethods.GZip);

        var expected = Formats.Stream(Formats.Sse(), texts);
        Same(expected, await client.GetByteArrayAsync("/pushed").WaitAsync(Patience));
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Completed, texts.Length, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Equal(compression == StreamCompression.Off, completion.BytesSent == expected.Length);
        Same(Formats.Stream(Formats.Raw(StreamMode.Text), texts), await client.GetByteArrayAsync("/pulled").WaitAsync(Patience));
    }

    [Fact]
    public async Task An_event_that_fails_leaves_the_frames_before_it_whole_and_nothing_of_itself()
    {
        for (var round = 0; round < 60; round++)
        {
            var texts = Texts(_random.Next(1, 12));
            var events = Array.ConvertAll(texts, static text => new Breakable(text, false));

            // Half of it is written by then, which is more than a block in some rounds.
            Breakable[] all = [.. events, new Breakable(new string('b', Size()), true), new Breakable("never", false)];
            var format = Formats.JsonIn(JsonStreamFormats.NdJson, Options);

            var pushed = round % 2 == 0;
            var (body, completion) = await RunAsync(format, all, limit: int.MaxValue, pushed);

            var expected = Formats.Stream(format, events);
            Same(expected, body[..expected.Length]);
            Assert.Equal("{\"type\":\"error\",\"error_code\":\"e\",\"message\":\"m\"}\n", Encoding.UTF8.GetString(body.AsSpan(expected.Length)));
            Assert.Equal((CompletionReason.Faulted, events.Length, pushed ? 2 : 1, body.Length), (completion.Reason, completion.EventsSent, completion.EventsDropped, completion.BytesSent));
            Assert.Equal("broken", completion.Exception!.Message);
        }
    }

    [Fact]
    public async Task An_event_over_the_limit_leaves_the_frames_before_it_whole_and_nothing_of_itself()
    {
        const int limit = 32_768;
        foreach (var size in new[] { limit, limit + 1, limit + 5_000, 300_000 })
        {
            byte[][] before = [[1], new byte[20_000], new byte[limit], [2, 3]];
            var format = Formats.Raw(StreamMode.Binary);

            var (body, completion) = await RunAsync(format, [.. before, new byte[size]], limit, pushed: true);

            var fits = size <= limit;
            Same(Formats.Stream(format, fits ? [.. before, new byte[size]] : before), body);
            Assert.Equal((fits ? CompletionReason.Completed : CompletionReason.Faulted, fits ? 5 : 4, fits ? 0 : 1), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_second_batch_on_frames_are_formatted_in_the_memory_of_the_response_unless_reading_runs_the_producers_code(bool pushed)
    {
        int[] events = [40_000, 1, 40_000, 100];
        using var wheel = new TimerWheel(TimeProvider.System);
        var formatter = new Witness();
        var output = new BlockOutput();
        var pump = new StreamPump<int>(pushed ? Pushed(events) : new CollectionSource<int>(events), formatter, output, new StreamLifetime(), wheel, default, static _ => default);
        await pump.RunAsync().WaitAsync(Patience);
        await output.Writer.CompleteAsync();

        Assert.Equal(80_101, (await output.Body.WaitAsync(Patience)).Length);
        Assert.Equal([false, pushed, pushed], formatter.Lent);
    }

    private static JsonSerializerOptions Options => new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), Converters = { new BreakingConverter() } };

    private static void Same(byte[] expected, byte[] body) =>
        Assert.True(body.AsSpan().SequenceEqual(expected), $"{body.Length} bytes instead of {expected.Length}, the same up to {body.AsSpan().CommonPrefixLength(expected)}.");

    private static async Task SameAsync<T>(FrameFormat format, T[] events)
    {
        var expected = Formats.Stream(format, events);
        foreach (var pushed in new[] { true, false })
        {
            var (body, completion) = await RunAsync(format, events, limit: int.MaxValue, pushed);
            Same(expected, body);
            Assert.Equal((CompletionReason.Completed, events.Length, expected.Length), (completion.Reason, completion.EventsSent, completion.BytesSent));
        }
    }

    private static async Task<(byte[] Body, StreamCompletion Completion)> RunAsync<T>(FrameFormat format, T[] events, int limit, bool pushed)
    {
        using var wheel = new TimerWheel(TimeProvider.System);
        var output = new BlockOutput();
        var formatter = FrameFormatters.Create<T>(format);
        formatter.MaxFrameBytes = limit;
        var pump = new StreamPump<T>(pushed ? Pushed(events) : new CollectionSource<T>(events), formatter, output, new StreamLifetime(), wheel, default, static _ => new StreamFailure("e", "m"));

        var completion = await pump.RunAsync().WaitAsync(Patience);
        await output.Writer.CompleteAsync();
        return (await output.Body.WaitAsync(Patience), completion);
    }

    /// <summary>Everything was sent and the end too before the pump begins.</summary>
    private static ChannelSource<T> Pushed<T>(T[] events)
    {
        var channel = new StreamChannel<T>(new ChannelLimits(1024, 800, 300));
        Assert.All(events, each => Assert.Equal(SendResult.Accepted, channel.TrySend(each)));
        channel.TryEnd(CompletionReason.Completed, null);
        return new ChannelSource<T>(channel);
    }

    private static void Map(StreamEndpointMapper mapper, string[] texts, StreamCompression compression, Action<StreamSender<string>> started)
    {
        var pushed = new StreamEndpointDefinition { DisplayName = "pushed", Route = "/pushed", Mode = StreamMode.Sse, Compression = compression };
        var push = mapper.CreateEndpoint<string>(pushed);
        mapper.Map(pushed, http => push.PushAsync(http, async (sender, token) =>
        {
            started(sender);
            for (var i = 0; i < texts.Length; i++)
            {
                if (i % 7 == 0)
                {
                    await Task.Yield();
                }

                Assert.True(await sender.SendAsync(texts[i], token));
            }

            sender.EndStream();
        }));
        var pulled = new StreamEndpointDefinition { DisplayName = "pulled", Route = "/pulled", Mode = StreamMode.Text, Compression = compression };
        var pull = mapper.CreateEndpoint<string>(pulled);
        mapper.Map(pulled, http => pull.PullAsync(http, (CancellationToken _) => Sequence(texts)));
    }

    private static async IAsyncEnumerable<string> Sequence(string[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            if (i % 5 == 0)
            {
                await Task.Yield();
            }

            yield return texts[i];
        }
    }

    private string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(_ => Text(Size()))];

    private int Size() => _random.Next(4) switch
    {
        0 => Math.Max(0, Edges[_random.Next(Edges.Length)] + _random.Next(-16, 17)),
        1 => _random.Next(9_000),
        _ => _random.Next(200),
    };

    private string Text(int size)
    {
        var text = new StringBuilder(size);
        while (text.Length < size)
        {
            // Of one, two and three bytes, and line ends.
            text.Append(_random.Next(40) switch { 0 => 'é', 1 => '漢', 2 => '\n', _ => (char)_random.Next('a', 'z') });
        }

        return text.ToString();
    }

    /// <summary>An event that can fail when half of it is written.</summary>
    internal sealed record Breakable(string Text, bool Breaks);

    private sealed class BreakingConverter : JsonConverter<Breakable>
    {
        public override Breakable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Breakable value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("text", value.Text);
            writer.Flush();
            if (value.Breaks)
            {
                throw new FormatException("broken");
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>Writes so many bytes, and notes for the first event of a batch whether the buffer's memory was lent.</summary>
    private sealed class Witness : FrameFormatter<int>
    {
        public List<bool> Lent { get; } = [];

        public override StreamMode Mode => StreamMode.Binary;

        public override string ContentType => "application/octet-stream";

        public override void WriteEvent(FrameBuffer buffer, int value, long index)
        {
            var begins = buffer.Length == 0;
            buffer.Write(new byte[value]);
            if (begins)
            {
                Lent.Add(buffer.IsLent);
            }
        }

        public override bool TryWriteHeartbeat(FrameBuffer buffer) => false;

        public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => false;
    }

    /// <summary>A pipe of 4 KB blocks that is read while it is written.</summary>
    private sealed class BlockOutput : IStreamOutput
    {
        private readonly Pipe _pipe = new(new PipeOptions(minimumSegmentSize: 4096, useSynchronizationContext: false));

        public BlockOutput() => Body = ReadAsync();

        public PipeWriter Writer => _pipe.Writer;

        public Task<byte[]> Body { get; }

        public bool IsConnected => true;

        public PipeWriter Start() => _pipe.Writer;

        public ValueTask<FlushResult> FlushHeadAsync() => _pipe.Writer.FlushAsync();

        public void Abort()
        {
        }

        private async Task<byte[]> ReadAsync()
        {
            using var body = new MemoryStream();
            await _pipe.Reader.CopyToAsync(body);
            return body.ToArray();
        }
    }
}
