using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using SegStream.Framing;
using Xunit.Abstractions;

namespace SegStream.Tests.Framing;

public sealed class RandomRoundTripTests(ITestOutputHelper output)
{
    private const int Rounds = 2000;
    private const int Large = 1_000_000;

    private readonly RandomText _text = new(output);

    [Fact]
    public void Strings_survive_an_event_stream()
    {
        var sent = Texts();
        var read = SseReader.Read(Formats.Stream(Formats.Sse(), sent));
        Assert.Equal(sent.Select(RandomText.AsSseData), read.Events.Select(each => each.Data));
        Assert.All(read.Events, each => Assert.Equal("message", each.Type));
        Assert.True(read.IsBetweenBlocks);
        Assert.Empty(read.Comments);
        Assert.Equal(0, read.EmptyBlocks);
    }

    [Fact]
    public void An_event_stream_reads_the_same_wherever_it_is_cut()
    {
        var sent = Enumerable.Range(0, 30).Select(_ => _text.Next()).ToArray();
        var stream = Formats.Stream(Formats.Sse(), sent);
        var expected = sent.Select(RandomText.AsSseData).ToArray();
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            var reader = new SseReader();
            reader.Feed(stream.AsSpan(0, cut));
            reader.Feed(stream.AsSpan(cut));
            Assert.Equal(expected, reader.Events.Select(each => each.Data));
        }
    }

    [Fact]
    public void Names_ids_and_payloads_survive_a_unified_event_stream()
    {
        var sent = new List<UnifiedEvent>();
        var expected = new List<SseEvent>();
        var lastId = "";
        for (var i = 0; i < Rounds; i++)
        {
            var name = RandomText.AsField(_text.Next(4));
            var id = RandomText.AsField(_text.Next(4));
            var text = _text.Next();
            var json = _text.Random.Next(2) == 0;
            sent.Add(json
                ? new UnifiedEvent { Kind = UnifiedEventKind.SseJson, EventName = name, Id = id, Value = text }
                : new UnifiedEvent { Kind = UnifiedEventKind.SseEvent, EventName = name, Id = id, Text = text });
            lastId = id.Length == 0 ? lastId : id;
            expected.Add(new SseEvent(name.Length == 0 ? "message" : name, json ? RandomText.Repaired(text) : RandomText.AsSseData(text), lastId));
        }

        var read = SseReader.Read(Formats.Stream(Formats.Sse(), sent)).Events;
        Assert.Equal(expected.Count, read.Count);
        for (var i = 0; i < read.Count; i++)
        {
            var data = sent[i].Kind is UnifiedEventKind.SseJson ? JsonSerializer.Deserialize(read[i].Data, EventsContext.Default.String)! : read[i].Data;
            Assert.Equal(expected[i], read[i] with { Data = data });
        }
    }

    [Theory]
    [InlineData(JsonStreamFormats.NdJson)]
    [InlineData(JsonStreamFormats.JsonSequence)]
    [InlineData(JsonStreamFormats.JsonArray)]
    public void Records_survive_each_JSON_format(JsonStreamFormats format)
    {
        var sent = Texts().Select((text, i) => new Reading(text, _text.Random.NextDouble(), i)).ToArray();
        var stream = Formats.Stream(Formats.JsonIn(format), sent);
        var read = format switch
        {
            JsonStreamFormats.NdJson => JsonReaders.Lines(stream).Select(Parse),
            JsonStreamFormats.JsonSequence => JsonReaders.Sequence(stream).Select(Parse),
            _ => JsonSerializer.Deserialize(stream, EventsContext.Default.IReadOnlyListReading)!,
        };
        Assert.Equal(sent.Select(each => each with { Sensor = RandomText.Repaired(each.Sensor) }), read);
    }

    [Fact]
    public void Union_cases_survive_both_of_their_forms()
    {
        var sent = Texts().Select(text => (Job)new Job.Failed(text)).ToArray();
        var expected = sent.Select(each => RandomText.Repaired(((Job.Failed)each).Message)).ToArray();
        var events = SseReader.Read(Formats.Stream(Formats.Sse(), sent)).Events;
        Assert.All(events, each => Assert.Equal("error", each.Type));
        Assert.Equal(expected, events.Select(each => JsonSerializer.Deserialize(each.Data, EventsContext.Default.Failed)!.Message));
        var lines = JsonReaders.Lines(Formats.Stream(Formats.JsonIn(JsonStreamFormats.NdJson), sent));
        Assert.All(lines, line => Assert.Equal("error", JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()));
        Assert.Equal(expected, lines.Select(line => JsonSerializer.Deserialize(line, EventsContext.Default.Failed)!.Message));
    }

    [Fact]
    public void Strings_survive_text_and_chunked_streams()
    {
        var sent = Texts();
        var repaired = sent.Select(RandomText.Repaired).ToArray();
        Assert.Equal(string.Concat(repaired), Formats.Strict(Formats.Stream(Formats.Raw(StreamMode.Chunked), sent)));
        Assert.Equal(
            string.Concat(repaired.Select(text => text.EndsWith('\n') ? text : text + "\n")),
            Formats.Strict(Formats.Stream(Formats.Raw(StreamMode.Text), sent)));

        var lines = sent.Select(RandomText.AsField).ToArray();
        var stream = Formats.Strict(Formats.Stream(Formats.Raw(StreamMode.Text), lines.Select(line => line.AsMemory())));
        Assert.Equal([.. lines, ""], stream.Split('\n'));
    }

    [Fact]
    public void Bytes_survive_with_their_lengths()
    {
        var sent = Enumerable.Range(0, Rounds).Select(i => (ReadOnlyMemory<byte>)_text.NextBytes(i == 0 ? Large : 300)).ToArray();
        var rest = Formats.Stream(Formats.Raw(StreamMode.Binary, lengthPrefixed: true), sent).AsSpan();
        foreach (var expected in sent)
        {
            var length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(rest));
            Assert.True(expected.Span.SequenceEqual(rest.Slice(sizeof(uint), length)));
            rest = rest[(sizeof(uint) + length)..];
        }

        Assert.True(rest.IsEmpty);
        Assert.Equal(sent.SelectMany(each => each.ToArray()), Formats.Stream(Formats.Raw(StreamMode.Binary), sent));
    }

    private static Reading Parse(byte[] json) => JsonSerializer.Deserialize(json, EventsContext.Default.Reading)!;

    private string[] Texts() => [.. Enumerable.Range(0, Rounds).Select(_ => _text.Next()), _text.NextLarge(Large), "", new string('\uD800', 5000), new string('漢', 5000), new string('\r', 5000)];
}
