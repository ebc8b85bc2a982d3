using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class UnionTests
{
    [Fact]
    public void The_case_names_the_SSE_event()
    {
        var stream = Formats.Stream<Job>(Formats.Sse(), new Job.Started(3), new Job.Progress(1, 3), new Job.Finished());
        Assert.Equal(
            "event: start\ndata: {\"totalLines\":3,\"note\":null}\n\n" +
            "event: progress \"✓\"\ndata: {\"done\":1,\"total\":3}\n\n" +
            "event: done\ndata: {}\n\n",
            Formats.Strict(stream));
        Assert.Equal(["start", "progress \"✓\"", "done"], SseReader.Read(stream).Events.Select(each => each.Type));
    }

    [Fact]
    public void The_case_is_the_first_property_of_the_JSON_object()
    {
        var stream = Formats.Stream<Job>(Formats.JsonIn(JsonStreamFormats.NdJson), new Job.Started(3), new Job.Progress(1, 3), new Job.Finished());
        Assert.Equal(
            "{\"type\":\"start\",\"totalLines\":3,\"note\":null}\n" +
            "{\"type\":\"progress \\u0022\\u2713\\u0022\",\"done\":1,\"total\":3}\n" +
            "{\"type\":\"done\"}\n",
            Formats.Strict(stream));
    }

    [Fact]
    public void An_object_of_which_all_properties_are_left_out_still_has_its_case()
    {
        var options = new JsonSerializerOptions(EventsContext.Default.Options)
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
            TypeInfoResolver = EventsContext.Default,
        };
        Assert.Equal("{\"type\":\"start\"}\n", Formats.Text<Job>(Formats.JsonIn(JsonStreamFormats.NdJson, options), new Job.Started(0)));
    }

    [Fact]
    public void Indenting_options_do_not_disturb_the_splice()
    {
        var options = new JsonSerializerOptions(EventsContext.Default.Options) { WriteIndented = true, TypeInfoResolver = EventsContext.Default };
        var lines = Formats.Strict(Formats.Stream<Job>(Formats.JsonIn(JsonStreamFormats.NdJson, options), new Job.Started(3), new Job.Finished()));
        Assert.Equal("{\"type\":\"start\",\"totalLines\":3,\"note\":null}\n{\"type\":\"done\"}\n", lines);
    }

    [Theory]
    [InlineData("[1,2]", "{\"type\":\"raw\",\"data\":[1,2]}\n")]
    [InlineData("null", "{\"type\":\"raw\",\"data\":null}\n")]
    [InlineData("\"text\"", "{\"type\":\"raw\",\"data\":\"text\"}\n")]
    [InlineData("-1.5e3", "{\"type\":\"raw\",\"data\":-1.5e3}\n")]
    [InlineData(" {\n } ", "{\"type\":\"raw\" }\n")]
    [InlineData("{}", "{\"type\":\"raw\"}\n")]
    [InlineData("{ }", "{\"type\":\"raw\"}\n")]
    [InlineData("{\"a\":{\"type\":1},\"b\":[{\"type\":2}]}", "{\"type\":\"raw\",\"a\":{\"type\":1},\"b\":[{\"type\":2}]}\n")]
    [InlineData("\n{\n\"a\":1}\r\n", "{\"type\":\"raw\" , \"a\":1}  \n")]
    public void Whatever_a_converter_writes_becomes_an_object_with_its_case(string json, string expected)
    {
        var frame = Formats.Text<Odd>(Formats.JsonIn(JsonStreamFormats.NdJson), new Odd.Raw(json));
        Assert.Equal(expected, frame);
        Assert.Equal("raw", JsonDocument.Parse(frame).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void A_large_value_that_is_no_object_is_wrapped_whole()
    {
        var text = new string('x', 1_000_000);
        var frame = Formats.Text<Odd>(Formats.JsonIn(JsonStreamFormats.NdJson), new Odd.Raw($"\"{text}\""));
        Assert.Equal(text, JsonDocument.Parse(frame).RootElement.GetProperty("data").GetString());
    }

    [Fact]
    public void A_converter_that_writes_nothing_is_named()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Formats.Frame<Odd>(Formats.JsonIn(JsonStreamFormats.NdJson), new Odd.Raw("")));
        Assert.Contains(typeof(Odd.Raw).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Formats.Frame<Odd>(Formats.Sse(), new Odd.Raw("")));
    }

    [Fact]
    public void A_declared_property_named_type_fails_when_the_formatter_is_made()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => FrameFormatters.Create<Clash>(Formats.JsonIn(JsonStreamFormats.NdJson)));
        Assert.Contains(typeof(Clash.Bad).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"type\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal("event: bad\ndata: {\"type\":\"x\"}\n\n", Formats.Text<Clash>(Formats.Sse(), new Clash.Bad("x")));
    }

    [Fact]
    public void A_property_named_type_that_only_shows_in_the_event_fails_with_the_event()
    {
        var format = Formats.JsonIn(JsonStreamFormats.NdJson);
        Assert.Throws<InvalidOperationException>(() => Formats.Frame<Odd>(format, new Odd.Raw("{\"a\":1,\"type\":2}")));
        Assert.Throws<InvalidOperationException>(() => Formats.Frame<Odd>(format, new Odd.Extended { More = new() { ["type"] = JsonSerializer.SerializeToElement(1, EventsContext.Default.Int32) } }));
        Assert.Equal(
            "{\"type\":\"extended\",\"Type\":1}\n",
            Formats.Text<Odd>(format, new Odd.Extended { More = new() { ["Type"] = JsonSerializer.SerializeToElement(1, EventsContext.Default.Int32) } }));
    }

    [Theory]
    [InlineData(StreamMode.Sse)]
    [InlineData(StreamMode.Json)]
    public void A_value_that_is_no_case_is_an_error_that_names_its_type(StreamMode mode)
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Job>(new FrameFormat { Mode = mode, Json = Formats.Json(null) });
        var exception = Assert.Throws<InvalidOperationException>(() => formatter.WriteEvent(buffer, new Job.Unlisted(), 5));
        Assert.Contains(typeof(Job.Unlisted).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => formatter.WriteEvent(buffer, null!, 5));
        Assert.Equal(0, buffer.Length);
        Assert.False(formatter.IsTerminal(new Job.Unlisted()));
        Assert.False(formatter.IsTerminal(null!));
    }

    [Theory]
    [InlineData(StreamMode.Sse)]
    [InlineData(StreamMode.Json)]
    public void Terminal_cases_are_known_as_such(StreamMode mode)
    {
        var formatter = FrameFormatters.Create<Job>(new FrameFormat { Mode = mode, Json = Formats.Json(null) });
        Assert.False(formatter.IsTerminal(new Job.Progress(1, 2)));
        Assert.True(formatter.IsTerminal(new Job.Finished()));
        Assert.True(formatter.IsTerminal(new Job.Failed("x")));
        Assert.False(FrameFormatters.Create<Quiet>(new FrameFormat { Mode = mode, Json = Formats.Json(null) }).IsTerminal(new Quiet.Only("x")));
    }

    [Fact]
    public void A_case_that_the_JSON_options_do_not_cover_fails_when_the_formatter_is_made()
    {
        var format = Formats.Sse() with { Json = type => type == typeof(Job.Finished) ? throw new InvalidOperationException($"{type} is not covered.") : EventsContext.Default.GetTypeInfo(type)! };
        var exception = Assert.Throws<InvalidOperationException>(() => FrameFormatters.Create<Job>(format));
        Assert.Contains(typeof(Job.Finished).ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_half_a_surrogate_pair_is_written_with_the_replacement_character()
    {
        StreamEventUnions.Register(new Union<Half>(_ => 0, _ => null, new StreamEventCase("a\uD800", typeof(Half))));
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Assert.Equal("event: a\uFFFD\ndata: {}\n\n", Formats.Text(Formats.Sse(options), new Half()));
        Assert.Equal("a\uFFFD", JsonDocument.Parse(Formats.Frame(Formats.JsonIn(JsonStreamFormats.NdJson, options), new Half())).RootElement.GetProperty("type").GetString());
    }

    private sealed record Half;
}
