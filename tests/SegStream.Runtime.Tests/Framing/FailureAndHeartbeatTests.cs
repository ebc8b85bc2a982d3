using System.Text.Json;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class FailureAndHeartbeatTests
{
    private static readonly StreamFailure Failure = new("internal", "It \"broke\"\r\non\0 \uD800 line 2");

    [Fact]
    public void A_heartbeat_of_an_event_stream_is_an_empty_comment_that_dispatches_nothing()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<string>(Formats.Sse());
        formatter.WriteEvent(buffer, "a", 0);
        Assert.True(formatter.TryWriteHeartbeat(buffer));
        formatter.WriteEvent(buffer, "b", 1);
        Assert.Equal("data: a\n\n:\n\ndata: b\n\n", Formats.Strict(buffer.WrittenSpan));
        var read = SseReader.Read(buffer.WrittenSpan);
        Assert.Equal(["a", "b"], read.Events.Select(each => each.Data));
        Assert.Equal([""], read.Comments);
    }

    [Fact]
    public void A_heartbeat_of_lines_of_JSON_is_an_empty_line()
    {
        using var buffer = new FrameBuffer();
        Assert.True(FrameFormatters.Create<Tick>(Formats.JsonIn(JsonStreamFormats.NdJson)).TryWriteHeartbeat(buffer));
        Assert.Equal("\n", Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void Heartbeats_anywhere_in_an_array_leave_it_valid()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Tick>(Formats.JsonIn(JsonStreamFormats.JsonArray));
        formatter.WritePreamble(buffer);
        Assert.True(formatter.TryWriteHeartbeat(buffer));
        formatter.WriteEvent(buffer, new Tick(1), 0);
        formatter.TryWriteHeartbeat(buffer);
        formatter.TryWriteHeartbeat(buffer);
        formatter.WriteEvent(buffer, new Tick(2), 1);
        formatter.TryWriteHeartbeat(buffer);
        formatter.WriteEpilogue(buffer, 2);
        Assert.Equal(2, JsonDocument.Parse(buffer.WrittenMemory).RootElement.GetArrayLength());
    }

    [Fact]
    public void Formats_in_which_everything_is_data_have_neither_heartbeat_nor_failure_nor_retry()
    {
        Silent(FrameFormatters.Create<string>(Formats.Raw(StreamMode.Text)), failure: true);
        Silent(FrameFormatters.Create<string>(Formats.Raw(StreamMode.Chunked)), failure: true);
        Silent(FrameFormatters.Create<byte[]>(Formats.Raw(StreamMode.Binary)), failure: true);
        Silent(FrameFormatters.Create<byte[]>(Formats.Raw(StreamMode.Binary, lengthPrefixed: true)), failure: true);
        Silent(FrameFormatters.Create<UnifiedEvent>(Formats.Raw(StreamMode.Chunked)), failure: true);
        Silent(FrameFormatters.Create<Tick>(Formats.JsonIn(JsonStreamFormats.JsonSequence)), failure: false);
    }

    [Fact]
    public void A_failure_without_an_error_case_is_a_generic_error_event()
    {
        foreach (var bytes in new[] { Written(FrameFormatters.Create<string>(Formats.Sse())), Written(FrameFormatters.Create<Tick>(Formats.Sse())), Written(FrameFormatters.Create<Quiet>(Formats.Sse())), Written(FrameFormatters.Create<UnifiedEvent>(Formats.Sse())) })
        {
            var read = Assert.Single(SseReader.Read(bytes).Events);
            Assert.Equal("error", read.Type);
            var data = JsonDocument.Parse(read.Data).RootElement;
            Assert.Equal("internal", data.GetProperty("error_code").GetString());
            Assert.Equal(Failure.Message.Replace('\uD800', '\uFFFD'), data.GetProperty("message").GetString());
            Assert.Equal(2, data.EnumerateObject().Count());
        }
    }

    [Fact]
    public void A_failure_of_a_union_is_its_error_case()
    {
        var read = Assert.Single(SseReader.Read(Written(FrameFormatters.Create<Job>(Formats.Sse()))).Events);
        Assert.Equal("error", read.Type);
        Assert.Equal(Failure.Message.Replace('\uD800', '\uFFFD'), JsonDocument.Parse(read.Data).RootElement.GetProperty("message").GetString());
        Assert.False(JsonDocument.Parse(read.Data).RootElement.TryGetProperty("error_code", out _));
        Assert.Equal("{\"type\":\"error\",\"message\":\"m\"}\n", Formats.Strict(Written(FrameFormatters.Create<Job>(Formats.JsonIn(JsonStreamFormats.NdJson)), new("c", "m"))));
    }

    [Fact]
    public void A_failure_while_the_error_case_is_made_or_written_falls_back_to_the_generic_one()
    {
        var expected = "event: error\ndata: {\"error_code\":\"c\",\"message\":\"m\"}\n\n";
        Assert.Equal(expected, Formats.Strict(Written(FrameFormatters.Create<Fragile>(Formats.Sse()), new("c", "m"))));
        Assert.Equal(expected, Formats.Strict(Written(FrameFormatters.Create<HalfWrittenUnion>(Formats.Sse()), new("c", "m"))));
    }

    [Theory]
    [InlineData(JsonStreamFormats.NdJson, 0, "{\"type\":\"error\",\"error_code\":\"c\",\"message\":\"m\"}\n")]
    [InlineData(JsonStreamFormats.NdJson, 3, "{\"type\":\"error\",\"error_code\":\"c\",\"message\":\"m\"}\n")]
    [InlineData(JsonStreamFormats.JsonSequence, 0, "\u001E{\"type\":\"error\",\"error_code\":\"c\",\"message\":\"m\"}\n")]
    [InlineData(JsonStreamFormats.JsonArray, 0, "{\"type\":\"error\",\"error_code\":\"c\",\"message\":\"m\"}")]
    [InlineData(JsonStreamFormats.JsonArray, 3, ",{\"type\":\"error\",\"error_code\":\"c\",\"message\":\"m\"}")]
    public void A_failure_of_a_JSON_stream_is_a_record_in_the_same_format(JsonStreamFormats format, long index, string expected)
    {
        Assert.Equal(expected, Formats.Strict(Written(FrameFormatters.Create<Tick>(Formats.JsonIn(format)), new("c", "m"), index)));
        Assert.Equal(expected, Formats.Strict(Written(FrameFormatters.Create<UnifiedEvent>(Formats.JsonIn(format)), new("c", "m"), index)));
        Assert.Equal(expected, Formats.Strict(Written(FrameFormatters.Create<Quiet>(Formats.JsonIn(format)), new("c", "m"), index)));
    }

    private static byte[] Written<T>(FrameFormatter<T> formatter, StreamFailure? failure = null, long index = 0)
    {
        using var buffer = new FrameBuffer();
        Assert.True(formatter.TryWriteFailure(buffer, failure ?? Failure, index));
        return buffer.WrittenSpan.ToArray();
    }

    private static void Silent<T>(FrameFormatter<T> formatter, bool failure)
    {
        using var buffer = new FrameBuffer();
        Assert.False(formatter.TryWriteHeartbeat(buffer));
        Assert.False(formatter.TryWriteRetry(buffer, TimeSpan.FromSeconds(1)));
        if (failure)
        {
            Assert.False(formatter.TryWriteFailure(buffer, Failure, 0));
        }

        formatter.WritePreamble(buffer);
        formatter.WriteEpilogue(buffer, 0);
        Assert.Equal(0, buffer.Length);
    }
}
