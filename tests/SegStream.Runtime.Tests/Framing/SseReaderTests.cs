using System.Text;

namespace SegStream.Tests.Framing;

/// <summary>The judge is judged first: by the examples of the standard (section 9.2.6) and by its rules one at a time.</summary>
public sealed class SseReaderTests
{
    /// <summary>Stream; expected events as type|data|last event id.</summary>
    public static TheoryData<string, string[]> Vectors => new()
    {
        { "data: YHOO\ndata: +2\ndata: 10\n\n", ["message|YHOO\n+2\n10|"] },
        { ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n", ["message|first event|1", "message|second event|", "message| third event|"] },
        { "data\n\ndata\ndata\n\ndata:", ["message||", "message|\n|"] },
        { "data:test\n\ndata: test\n\n", ["message|test|", "message|test|"] },
        { "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n", ["add|73857293|", "remove|2153|", "add|113411|"] },
        { "\uFEFFdata: after a byte order mark\n\n", ["message|after a byte order mark|"] },
        { "\uFEFF\uFEFFdata: only one mark is dropped\n\n", [] },
        { "data: a\n\n\uFEFFdata: a mark later on is part of the field name\n\n", ["message|a|"] },
        { "data: a\r\rdata: b\r\n\r\ndata: c\n\n", ["message|a|", "message|b|", "message|c|"] },
        { "data: a\r\ndata: b\rdata: c\n\r", ["message|a\nb\nc|"] },
        { "data: a\n\r\n", ["message|a|"] },
        { "data: never dispatched\n", [] },
        { "data: a\n\ndata: never dispatched", ["message|a|"] },
        { "event: lost\n\ndata: its type was reset\n\n", ["message|its type was reset|"] },
        { "event: x\nevent: y\ndata: the last type wins\n\n", ["y|the last type wins|"] },
        { "event: x\nevent:\ndata: an empty type is none\n\n", ["message|an empty type is none|"] },
        { "event: x\ndata: a\n\ndata: b\n\n", ["x|a|", "message|b|"] },
        { "id: 7\ndata: a\n\ndata: b\n\n", ["message|a|7", "message|b|7"] },
        { "id: 7\n\ndata: an id without data counts\n\n", ["message|an id without data counts|7"] },
        { "id: 7\ndata: a\n\nid: \0 8\ndata: an id with NUL is ignored\n\n", ["message|a|7", "message|an id with NUL is ignored|7"] },
        { "id: 7\ndata: a\n\nid:\ndata: an empty id resets\n\n", ["message|a|7", "message|an empty id resets|"] },
        { "Data: names are case-sensitive\ndata : no space before the colon\n data: nor before the name\n\n", [] },
        { "data: a: b:c\n\n", ["message|a: b:c|"] },
        { "data:\ta tab is kept\n\n", ["message|\ta tab is kept|"] },
        { "unknown: field\nfoo\ndata: x\n\n", ["message|x|"] },
        { "data: \u2028\u2029\u0085\v\f are no line ends\n\n", ["message|\u2028\u2029\u0085\v\f are no line ends|"] },
        { "data: zażółć 漢字 🎉\nid: ünï\nevent: naïve\n\n", ["naïve|zażółć 漢字 🎉|ünï"] },
        { "data: NUL \0 in data is kept\n\n", ["message|NUL \0 in data is kept|"] },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Streams_give_the_events_of_the_standard_wherever_they_are_cut(string stream, string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        Assert.Equal(expected, Flat(SseReader.Read(bytes)));
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var reader = new SseReader();
            reader.Feed(bytes.AsSpan(0, cut));
            reader.Feed(bytes.AsSpan(cut));
            Assert.Equal(expected, Flat(reader));
        }

        var byteWise = new SseReader();
        foreach (var value in bytes)
        {
            byteWise.Feed([value]);
        }

        Assert.Equal(expected, Flat(byteWise));
    }

    [Theory]
    [InlineData("retry: 2500\n", 2500L)]
    [InlineData("retry:0\n", 0L)]
    [InlineData("retry: 1\nretry: 2\n", 2L)]
    [InlineData("retry: 007\n", 7L)]
    [InlineData("retry\n", null)]
    [InlineData("retry:\n", null)]
    [InlineData("retry: -1\n", null)]
    [InlineData("retry: 1.5\n", null)]
    [InlineData("retry:  1\n", null)]
    [InlineData("retry: 1 \n", null)]
    [InlineData("retry: ٣\n", null)]
    [InlineData("retry: 5\nretry: soon\n", 5L)]
    public void Reconnection_times_are_ASCII_digits_only(string stream, long? expected) =>
        Assert.Equal(expected, SseReader.Read(Encoding.UTF8.GetBytes(stream)).ReconnectionTime);

    [Fact]
    public void Comments_dispatch_nothing_and_do_not_interrupt_an_event()
    {
        var reader = SseReader.Read("data: a\n:comment\n: another\ndata: b\n\n:\n\n"u8);
        Assert.Equal([new SseEvent("message", "a\nb", "")], reader.Events);
        Assert.Equal(["comment", " another", ""], reader.Comments);
        Assert.Equal(1, reader.EmptyBlocks);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_become_replacement_characters()
    {
        byte[] stream = [.. "data: "u8, 0xFF, 0xC3, .. "\n\n"u8];
        Assert.Equal([new SseEvent("message", "\uFFFD\uFFFD", "")], SseReader.Read(stream).Events);
    }

    private static IEnumerable<string> Flat(SseReader reader) => reader.Events.Select(each => $"{each.Type}|{each.Data}|{each.LastEventId}");
}
