using System.Text.Json;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

/// <summary>Server-Sent Events with their type inside of the data.</summary>
public sealed class EnvelopeTests
{
    private static readonly FrameFormat TypeData = Formats.Sse() with { Envelope = StreamEnvelope.TypeData };

    [Fact]
    public void The_case_of_a_union_is_the_type_and_there_is_no_event_field()
    {
        Assert.Equal("data: {\"type\":\"start\",\"data\":{\"totalLines\":3,\"note\":null}}\n\n", Formats.Text<Job>(TypeData, new Job.Started(3)));
        Assert.Equal("data: {\"type\":\"progress \\u0022\\u2713\\u0022\",\"data\":{\"done\":1,\"total\":2}}\n\n", Formats.Text<Job>(TypeData, new Job.Progress(1, 2)));
        Assert.Equal("data: {\"type\":\"done\",\"data\":{}}\n\n", Formats.Text<Job>(TypeData, new Job.Finished()));
    }

    [Fact]
    public void An_event_without_a_name_has_the_type_that_the_standard_gives_it()
    {
        Assert.Equal("data: {\"type\":\"message\",\"data\":{\"number\":7}}\n\n", Formats.Text(TypeData, new Tick(7)));
        Assert.Equal("data: {\"type\":\"message\",\"data\":42}\n\n", Formats.Text(TypeData, 42));
        Assert.Equal("data: {\"type\":\"message\",\"data\":null}\n\n", Formats.Text<Reading?>(TypeData, null));
        Assert.Equal("message", Assert.Single(SseReader.Read(Formats.Frame(TypeData, new Tick(7))).Events).Type);
    }

    [Fact]
    public void Text_is_a_JSON_string_of_one_line()
    {
        Assert.Equal("data: {\"type\":\"message\",\"data\":\"a\\r\\nb \\u0022c\\u0022 \\uFFFD\"}\n\n", Formats.Text(TypeData, "a\r\nb \"c\" \uD800"));
        Assert.Equal("data: {\"type\":\"message\",\"data\":\"\"}\n\n", Formats.Text<string?>(TypeData, null));
    }

    [Fact]
    public void Cases_that_are_no_objects_need_no_wrapping()
    {
        Assert.Equal("data: {\"type\":\"raw\",\"data\":[1,2]}\n\n", Formats.Text<Odd>(TypeData, new Odd.Raw("[1,2]")));
        Assert.Equal("data: {\"type\":\"bad\",\"data\":{\"type\":\"x\"}}\n\n", Formats.Text<Clash>(TypeData, new Clash.Bad("x")));
    }

    [Theory]
    [InlineData(UnifiedEventKind.SseData, null, null, "data: {\"type\":\"message\",\"data\":\"x\\ny\"}\n\n")]
    [InlineData(UnifiedEventKind.SseData, null, "7", "id: 7\ndata: {\"type\":\"message\",\"data\":\"x\\ny\"}\n\n")]
    [InlineData(UnifiedEventKind.SseEvent, "na\"me", "", "data: {\"type\":\"na\\u0022me\",\"data\":\"x\\ny\"}\n\n")]
    [InlineData(UnifiedEventKind.SseJson, "tick", "7", "id: 7\ndata: {\"type\":\"tick\",\"data\":{\"number\":5}}\n\n")]
    [InlineData(UnifiedEventKind.SseJson, "", null, "data: {\"type\":\"message\",\"data\":{\"number\":5}}\n\n")]
    [InlineData(UnifiedEventKind.Heartbeat, null, null, ":\n\n")]
    internal void Unified_events_keep_their_name_and_id(UnifiedEventKind kind, string? name, string? id, string expected) =>
        Assert.Equal(expected, Formats.Text(TypeData, new UnifiedEvent { Kind = kind, EventName = name, Id = id, Text = "x\ny", Value = new Tick(5) }));

    [Theory]
    [InlineData("a\nb", null)]
    [InlineData("a\rb", null)]
    [InlineData("a\0b", null)]
    [InlineData(null, "a\nb")]
    [InlineData(null, "a\0b")]
    public void A_name_or_id_that_would_break_its_line_is_refused_as_it_is_without_an_envelope(string? name, string? id)
    {
        using var buffer = new FrameBuffer();
        var value = new UnifiedEvent { Kind = UnifiedEventKind.SseEvent, EventName = name, Id = id, Text = "x" };
        foreach (var format in new[] { TypeData, Formats.Sse() })
        {
            Assert.Throws<ArgumentException>(() => FrameFormatters.Create<UnifiedEvent>(format).WriteEvent(buffer, value, 0));
            Assert.Equal(0, buffer.Length);
        }
    }

    [Fact]
    public void Failures_and_gaps_have_a_type_too()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Tick>(TypeData);
        Assert.True(formatter.TryWriteFailure(buffer, new StreamFailure("internal_error", "It \"broke\"."), 0));
        Assert.True(formatter.TryWriteGap(buffer, 3, 1));
        Assert.True(formatter.TryWriteHeartbeat(buffer));
        Assert.Equal(
            "data: {\"type\":\"error\",\"error_code\":\"internal_error\",\"message\":\"It \\u0022broke\\u0022.\"}\n\ndata: {\"type\":\"gap\",\"dropped\":3}\n\n:\n\n",
            Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void A_union_tells_of_a_failure_by_its_own_case()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Job>(TypeData);
        Assert.True(formatter.TryWriteFailure(buffer, new StreamFailure("internal_error", "Broken."), 0));
        Assert.Equal("data: {\"type\":\"error\",\"data\":{\"message\":\"Broken.\"}}\n\n", Formats.Strict(buffer.WrittenSpan));
        Assert.True(formatter.IsTerminal(new Job.Finished()));
    }

    [Fact]
    public void An_event_that_fails_halfway_leaves_the_buffer_as_it_was()
    {
        using var buffer = new FrameBuffer();
        buffer.Write("before"u8);
        Assert.Throws<FormatException>(() => FrameFormatters.Create<HalfWritten>(TypeData).WriteEvent(buffer, new HalfWritten(), 0));
        Assert.Equal("before", Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void What_needs_an_envelope_or_events_is_refused_without()
    {
        Assert.Contains("Envelope", Assert.Throws<ArgumentException>(() => FrameFormatters.Create<Tick>(Formats.JsonIn(JsonStreamFormats.NdJson) with { Envelope = StreamEnvelope.TypeData })).Message, StringComparison.Ordinal);
        Assert.Contains("BatchCount", Assert.Throws<ArgumentException>(() => FrameFormatters.Create<Tick>(Formats.Sse() with { BatchCount = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("CompressPayloadsOver", Assert.Throws<ArgumentException>(() => FrameFormatters.Create<Tick>(Formats.Sse() with { CompressPayloadsOver = 200 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_can_be_shared_between_streams_unless_they_are_batched()
    {
        Assert.True(FrameFormatters.Create<Tick>(TypeData).FramesAreIndependent);
        Assert.Null(FrameFormatters.Create<Tick>(TypeData).CreateBatch());
        Assert.False(FrameFormatters.Create<Tick>(TypeData with { BatchCount = 2 }).FramesAreIndependent);
    }

    [Fact]
    public void The_data_is_what_the_serializer_writes()
    {
        var value = new Wide("<é\u2028漢🎉\uD800\"\\\u0001>", [new Reading("ß", double.MaxValue, -1)], new() { ["k\uDC00"] = "v'&" });
        Assert.Equal($"data: {{\"type\":\"message\",\"data\":{JsonSerializer.Serialize(value, EventsContext.Default.Wide)}}}\n\n", Formats.Text(TypeData, value));
    }
}
