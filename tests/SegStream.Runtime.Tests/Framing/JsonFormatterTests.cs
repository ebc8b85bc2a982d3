using System.Buffers;
using System.Text.Json;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class JsonFormatterTests
{
    private static readonly Reading[] Readings = [new("a\n\u001E", 1.5), new("\u2028🎉\uD800", -2, 3), new("", 0)];

    private static readonly Reading[] AsRead = [new("a\n\u001E", 1.5), new("\u2028🎉\uFFFD", -2, 3), new("", 0)];

    [Theory]
    [InlineData(JsonStreamFormats.NdJson, "application/x-ndjson")]
    [InlineData(JsonStreamFormats.JsonSequence, "application/json-seq")]
    [InlineData(JsonStreamFormats.JsonArray, "application/json")]
    public void Each_format_has_its_media_type(JsonStreamFormats format, string expected)
    {
        Assert.Equal(expected, FrameFormatters.Create<Reading>(Formats.JsonIn(format)).ContentType);
        Assert.Equal(expected, FrameFormatters.Create<UnifiedEvent>(Formats.JsonIn(format)).ContentType);
        Assert.Equal(StreamMode.Json, FrameFormatters.Create<Reading>(Formats.JsonIn(format)).Mode);
    }

    [Theory]
    [InlineData(JsonStreamFormats.NdJson, true)]
    [InlineData(JsonStreamFormats.JsonSequence, true)]
    [InlineData(JsonStreamFormats.JsonArray, false)]
    public void Only_the_frames_of_an_array_depend_on_their_place(JsonStreamFormats format, bool independent)
    {
        Assert.Equal(independent, FrameFormatters.Create<Tick>(Formats.JsonIn(format)).FramesAreIndependent);
        Assert.Equal(independent, Formats.Text(Formats.JsonIn(format), new Tick(1), 0) == Formats.Text(Formats.JsonIn(format), new Tick(1), 1));
    }

    [Fact]
    public void Lines_of_JSON_parse_back()
    {
        var stream = Formats.Stream(Formats.JsonIn(JsonStreamFormats.NdJson), Readings);
        Assert.Equal(AsRead, JsonReaders.Lines(stream).Select(Parse));
        Assert.Empty(Formats.Stream<Reading>(Formats.JsonIn(JsonStreamFormats.NdJson)));
    }

    [Fact]
    public void A_JSON_text_sequence_parses_back()
    {
        var stream = Formats.Stream(Formats.JsonIn(JsonStreamFormats.JsonSequence), Readings);
        Assert.Equal(AsRead, JsonReaders.Sequence(stream).Select(Parse));
        Assert.Empty(Formats.Stream<Reading>(Formats.JsonIn(JsonStreamFormats.JsonSequence)));
    }

    [Fact]
    public void A_JSON_array_parses_back_and_is_exact()
    {
        var format = Formats.JsonIn(JsonStreamFormats.JsonArray);
        var stream = Formats.Stream(format, Readings);
        Assert.Equal(AsRead, JsonSerializer.Deserialize(stream, EventsContext.Default.IReadOnlyListReading));
        Assert.Equal("[{\"number\":1},{\"number\":2}]", Formats.Strict(Formats.Stream(format, new Tick(1), new Tick(2))));
        Assert.Equal("[{\"number\":1}]", Formats.Strict(Formats.Stream(format, new Tick(1))));
        Assert.Equal("[]", Formats.Strict(Formats.Stream<Tick>(format)));
    }

    [Fact]
    public void An_array_that_is_cut_short_anywhere_is_not_valid_JSON()
    {
        var stream = Formats.Stream(Formats.JsonIn(JsonStreamFormats.JsonArray), Readings);
        for (var length = 0; length < stream.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(new ReadOnlySequence<byte>(stream, 0, length)));
        }
    }

    [Fact]
    public void A_null_event_is_a_JSON_null()
    {
        Assert.Equal("null\nnull\n", Formats.Strict(Formats.Stream<Reading?>(Formats.JsonIn(JsonStreamFormats.NdJson), null, null)));
        Assert.Equal("[null,null]", Formats.Strict(Formats.Stream<string?>(Formats.JsonIn(JsonStreamFormats.JsonArray), null, null)));
    }

    [Theory]
    [InlineData(JsonStreamFormats.NdJson)]
    [InlineData(JsonStreamFormats.JsonSequence)]
    [InlineData(JsonStreamFormats.JsonArray)]
    public void An_exception_in_the_middle_of_an_event_takes_its_separator_back_too(JsonStreamFormats format)
    {
        using var buffer = new FrameBuffer();
        buffer.Write("kept"u8);
        var formatter = FrameFormatters.Create<HalfWritten>(Formats.JsonIn(format));
        Assert.Throws<FormatException>(() => formatter.WriteEvent(buffer, new HalfWritten(), 3));
        Assert.Equal("kept", Formats.Strict(buffer.WrittenSpan));
    }

    [Theory]
    [InlineData(JsonStreamFormats.None)]
    [InlineData(JsonStreamFormats.All)]
    [InlineData(JsonStreamFormats.NdJson | JsonStreamFormats.JsonArray)]
    public void A_stream_is_written_in_exactly_one_format(JsonStreamFormats format)
    {
        Assert.Throws<ArgumentException>("format", () => FrameFormatters.Create<Tick>(Formats.JsonIn(format)));
        Assert.Throws<ArgumentException>("format", () => FrameFormatters.Create<Job>(Formats.JsonIn(format)));
        Assert.Throws<ArgumentException>("format", () => FrameFormatters.Create<UnifiedEvent>(Formats.JsonIn(format)));
    }

    private static Reading Parse(byte[] json) => JsonSerializer.Deserialize(json, EventsContext.Default.Reading)!;
}
