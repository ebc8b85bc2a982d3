using System.Net.ServerSentEvents;
using System.Text.Json;
using SegStream.Framing;
using Xunit.Abstractions;

namespace SegStream.Tests.Framing;

/// <summary>What we write is read by parsers that others wrote.</summary>
public sealed class OtherReadersTests(ITestOutputHelper output)
{
    private readonly RandomText _text = new(output);

    [Fact]
    public void The_parser_of_dotnet_reads_the_same_events()
    {
        var stream = Stream(1000, out _);
        var expected = SseReader.Read(stream);
        var parser = SseParser.Create(new MemoryStream(stream));
        var read = parser.Enumerate().Select(item => (item.EventType, item.Data)).ToArray();
        Assert.Equal(expected.Events.Select(each => (each.Type, each.Data)), read);
        Assert.Equal(expected.LastEventId, parser.LastEventId);
        Assert.Equal(expected.ReconnectionTime, (long)parser.ReconnectionInterval.TotalMilliseconds);
    }

    [Fact]
    public async Task The_parser_of_npm_reads_the_same_events_however_the_bytes_are_cut()
    {
        var stream = Stream(1000, out var ownIds);
        var expected = SseReader.Read(stream);
        var chunks = new List<byte[]>();
        for (var rest = stream.AsSpan(); !rest.IsEmpty;)
        {
            var length = Math.Min(rest.Length, _text.Random.Next(1, _text.Random.Next(2) == 0 ? 8 : 4000));
            chunks.Add(rest[..length].ToArray());
            rest = rest[length..];
        }

        var read = await NpmParser.ReadAsync(chunks);
        Assert.Empty(read.Errors);
        Assert.Equal(
            expected.Events.Select((each, i) => new NpmEvent(each.Type == "message" ? null : each.Type, ownIds[i], each.Data)),
            read.Events.Select(each => each with { Event = each.Event == "message" ? null : each.Event }));
        Assert.Equal([expected.ReconnectionTime!.Value], read.Retries);
        Assert.Equal(expected.Comments, read.Comments);
    }

    [Fact]
    public async Task Every_kind_of_frame_is_read_by_npm_as_it_is_meant()
    {
        using var buffer = new FrameBuffer();
        var jobs = FrameFormatters.Create<Job>(Formats.Sse());
        var texts = FrameFormatters.Create<string>(Formats.Sse());
        jobs.TryWriteRetry(buffer, TimeSpan.FromSeconds(3));
        jobs.WriteEvent(buffer, new Job.Started(2), 0);
        jobs.TryWriteHeartbeat(buffer);
        texts.WriteEvent(buffer, " a\r\n\rb ", 1);
        texts.WriteEvent(buffer, "", 2);
        jobs.TryWriteFailure(buffer, new StreamFailure("c", "m"), 3);
        texts.TryWriteFailure(buffer, new StreamFailure("c", "m"), 4);
        var read = await NpmParser.ReadAsync([buffer.WrittenSpan.ToArray()]);
        Assert.Equal(
            [
                new NpmEvent("start", null, "{\"totalLines\":2,\"note\":null}"),
                new NpmEvent(null, null, " a\n\nb "),
                new NpmEvent(null, null, ""),
                new NpmEvent("error", null, "{\"message\":\"m\"}"),
                new NpmEvent("error", null, "{\"error_code\":\"c\",\"message\":\"m\"}"),
            ],
            read.Events);
        Assert.Equal([3000], read.Retries);
        Assert.Equal([""], read.Comments);
        Assert.Empty(read.Errors);
    }

    // A stream of everything, with one event of a megabyte in it. `ownIds` are the ids that stand in the events' own blocks.
    private byte[] Stream(int count, out List<string?> ownIds)
    {
        using var buffer = new FrameBuffer();
        ownIds = [];
        var unified = FrameFormatters.Create<UnifiedEvent>(Formats.Sse());
        unified.TryWriteRetry(buffer, TimeSpan.FromMilliseconds(2500));
        for (var i = 0; i < count; i++)
        {
            var id = RandomText.AsField(_text.Next(3));
            var name = RandomText.AsField(_text.Next(3));
            var text = i == count / 2 ? _text.NextLarge(1_000_000) : _text.Next();
            var json = _text.Random.Next(2) == 0;
            unified.WriteEvent(buffer, new UnifiedEvent { Kind = json ? UnifiedEventKind.SseJson : UnifiedEventKind.SseEvent, EventName = name, Id = id, Text = text, Value = text }, i);
            ownIds.Add(id.Length == 0 ? null : id);
            if (_text.Random.Next(5) == 0)
            {
                unified.TryWriteHeartbeat(buffer);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }
}
