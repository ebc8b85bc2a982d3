using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class SseFormatterTests
{
    [Theory]
    [InlineData("hello", "data: hello\n\n")]
    [InlineData("", "data:\n\n")]
    [InlineData(null, "data:\n\n")]
    [InlineData(" two spaces", "data:  two spaces\n\n")]
    [InlineData("a\nb", "data: a\ndata: b\n\n")]
    [InlineData("a\rb", "data: a\ndata: b\n\n")]
    [InlineData("a\r\nb", "data: a\ndata: b\n\n")]
    [InlineData("a\n\rb", "data: a\ndata:\ndata: b\n\n")]
    [InlineData("a\r\r\nb", "data: a\ndata:\ndata: b\n\n")]
    [InlineData("\n", "data:\ndata:\n\n")]
    [InlineData("a\n", "data: a\ndata:\n\n")]
    [InlineData("\r\na", "data:\ndata: a\n\n")]
    [InlineData("event: x", "data: event: x\n\n")]
    [InlineData("zażółć 漢字 🎉", "data: zażółć 漢字 🎉\n\n")]
    [InlineData("\uFEFFx\u2028y\0z", "data: \uFEFFx\u2028y\0z\n\n")]
    public void Strings_are_written_raw_with_one_data_line_for_each_line(string? text, string expected) =>
        Assert.Equal(expected, Formats.Text(Formats.Sse(), text!));

    // Not in the table above: attributes are stored as UTF-8 and cannot hold such strings.
    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.Equal("data: a\uFFFDb\n\n", Formats.Text(Formats.Sse(), "a\uD800b"));
        Assert.Equal("data: \uFFFD\uFFFD\n\n", Formats.Text(Formats.Sse(), "\uDC00\uD800"));
        Assert.Equal("data: \uFFFD\ndata: \uFFFD\n\n", Formats.Text(Formats.Sse(), "\uD83C\n\uDF89"));
        Assert.Equal("data: \"\\uFFFD\"\n\n", Formats.Text(Formats.Sse(), new UnifiedEvent { Kind = UnifiedEventKind.SseJson, Value = "\uD800" }));
    }

    [Fact]
    public void Other_types_are_JSON()
    {
        Assert.Equal("data: {\"sensor\":\"a\\nb\",\"value\":1.5,\"line\":null}\n\n", Formats.Text(Formats.Sse(), new Reading("a\nb", 1.5)));
        Assert.Equal("data: {\"number\":7}\n\n", Formats.Text(Formats.Sse(), new Tick(7)));
        Assert.Equal("data: 42\n\n", Formats.Text(Formats.Sse(), 42));
        Assert.Equal("data: null\n\n", Formats.Text<Reading?>(Formats.Sse(), null));
    }

    [Fact]
    public void The_media_type_and_mode_are_those_of_event_streams()
    {
        var formatter = FrameFormatters.Create<Reading>(Formats.Sse());
        Assert.Equal("text/event-stream", formatter.ContentType);
        Assert.Equal(StreamMode.Sse, formatter.Mode);
        Assert.False(formatter.IsTerminal(new Reading("x", 1)));
    }

    [Fact]
    public void Options_that_indent_do_not_reach_the_wire()
    {
        var options = new JsonSerializerOptions(EventsContext.Default.Options) { WriteIndented = true, NewLine = "\r\n", TypeInfoResolver = EventsContext.Default };
        var frame = Formats.Text(Formats.Sse(options), new Reading("x", 1));
        Assert.Equal("data: {\"sensor\":\"x\",\"value\":1,\"line\":null}\n\n", frame);
    }

    [Fact]
    public void Raw_JSON_of_many_lines_stays_one_event()
    {
        var options = new JsonSerializerOptions { Converters = { new ManyLines() }, TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() };
        var read = SseReader.Read(Formats.Frame(Formats.Sse(options), new Tick(1)));
        Assert.Equal("{ \"a\":   1, \"b\": \"\\r\\n\" }", Assert.Single(read.Events).Data);
        var line = Formats.Text(Formats.JsonIn(JsonStreamFormats.NdJson, options), new Tick(1));
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
    }

    [Fact]
    public void JSON_is_byte_for_byte_what_the_serializer_writes_with_the_same_encoder()
    {
        var value = new Wide("<é\u2028漢🎉\uD800\"\\\u0001>", [new Reading("ß", double.MaxValue, -1)], new() { ["k\uDC00"] = "v'&" });
        foreach (var encoder in new[] { null, JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) })
        {
            var options = new JsonSerializerOptions(EventsContext.Default.Options) { Encoder = encoder, TypeInfoResolver = EventsContext.Default };
            var expected = $"data: {JsonSerializer.Serialize(value, options)}\n\n";
            Assert.Equal(expected, Formats.Text(Formats.Sse(options), value));
        }
    }

    [Fact]
    public void An_exception_in_the_middle_of_an_event_leaves_the_buffer_as_it_was_and_the_writer_usable()
    {
        using var buffer = new FrameBuffer();
        var broken = FrameFormatters.Create<HalfWritten>(Formats.Sse());
        var sound = FrameFormatters.Create<Tick>(Formats.Sse());
        sound.WriteEvent(buffer, new Tick(1), 0);
        Assert.Equal("half-written", Assert.Throws<FormatException>(() => broken.WriteEvent(buffer, new HalfWritten(), 1)).Message);
        sound.WriteEvent(buffer, new Tick(2), 1);
        Assert.Equal("data: {\"number\":1}\n\ndata: {\"number\":2}\n\n", Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void A_cycle_is_an_exception_and_not_the_end_of_the_process()
    {
        var node = new Node();
        node.Next = node;
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Node>(Formats.Sse(NodeContext.Default.Options));
        Assert.ThrowsAny<Exception>(() => formatter.WriteEvent(buffer, node, 0));
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void A_type_that_the_JSON_options_do_not_cover_fails_when_the_formatter_is_made()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => FrameFormatters.Create<Uri>(Formats.Sse()));
        Assert.Contains("System.Uri", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "retry: 0\n\n")]
    [InlineData(1500, "retry: 1500\n\n")]
    [InlineData(86_400_000_000L, "retry: 86400000000\n\n")]
    public void Retry_is_a_block_of_its_own_in_milliseconds(long milliseconds, string expected)
    {
        using var buffer = new FrameBuffer();
        Assert.True(FrameFormatters.Create<Tick>(Formats.Sse()).TryWriteRetry(buffer, TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal(expected, Formats.Strict(buffer.WrittenSpan));
        Assert.Equal(milliseconds, SseReader.Read(buffer.WrittenSpan).ReconnectionTime);
    }

    [Fact]
    public void A_negative_retry_is_refused_and_writes_nothing()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Tick>(Formats.Sse());
        Assert.Throws<ArgumentOutOfRangeException>(() => formatter.TryWriteRetry(buffer, TimeSpan.FromTicks(-1)));
        Assert.Equal(0, buffer.Length);
    }

    private sealed class ManyLines : JsonConverter<Tick>
    {
        public override Tick Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Tick value, JsonSerializerOptions options) => writer.WriteRawValue("{ \"a\": \r\n1,\n\"b\": \"\\r\\n\"\r}");
    }
}

public sealed class Node
{
    public Node? Next { get; set; }
}

[JsonSerializable(typeof(Node))]
public sealed partial class NodeContext : JsonSerializerContext;
