using System.Text;
using SegStream.Formatters.Tests.Shapes;
using SegStream.Formatting;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>The formatters of streams use the generated writers that they may use.</summary>
public sealed class UseTests
{
    private static readonly FrameFormat Sse = new() { Mode = StreamMode.Sse, Json = OptionSets.Plain["web"].GetTypeInfo };

    public static TheoryData<JsonStreamFormats> Formats => [JsonStreamFormats.NdJson, JsonStreamFormats.JsonSequence, JsonStreamFormats.JsonArray];

    private static FeedEvents Events { get; } = new();

    [Fact]
    public void Server_sent_events_use_the_writer()
    {
        var writer = new CountingWriter();
        StreamEventWriters.Register(writer);
        Frame(Sse, new Counted(1));
        Assert.Equal(1, writer.Calls);
        Frame(Sse with { GeneratedWriters = false }, new Counted(1));
        Assert.Equal(1, writer.Calls);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Json_streams_use_the_writer(JsonStreamFormats format)
    {
        var writer = new CountingWriter();
        StreamEventWriters.Register(writer);
        Frame(Json(format), new Counted(1));
        Assert.Equal(1, writer.Calls);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Unions_in_json_are_the_same_with_and_without_writers(JsonStreamFormats format) =>
        Assert.All(Events.Random(), value => Assert.Equal(Frame(Json(format) with { GeneratedWriters = false }, value), Frame(Json(format), value)));

    [Fact]
    public void Unions_in_server_sent_events_are_the_same_with_and_without_writers() =>
        Assert.All(Events.Random(), value => Assert.Equal(Frame(Sse with { GeneratedWriters = false }, value), Frame(Sse, value)));

    [Fact]
    public void Unions_in_envelopes_are_the_same_with_and_without_writers()
    {
        var format = Sse with { Envelope = StreamEnvelope.TypeData };
        Assert.All(Events.Random(), value => Assert.Equal(Frame(format with { GeneratedWriters = false }, value), Frame(format, value)));
        Assert.Equal("data: {\"type\":\"left\",\"data\":{}}\n\n", Frame<Feed>(format, new Feed.Left()));
    }

    [Fact]
    public void Envelopes_use_the_writer()
    {
        var writer = new CountingWriter();
        StreamEventWriters.Register(writer);
        Assert.Equal("data: {\"type\":\"message\",\"data\":{\"number\":7}}\n\n", Frame(Sse with { Envelope = StreamEnvelope.TypeData }, new Counted(7)));
        Assert.Equal(1, writer.Calls);
    }

    [Fact]
    public void A_union_without_nulls_has_no_stray_comma()
    {
        var format = Json(JsonStreamFormats.NdJson) with { Json = OptionSets.Plain["without nulls"].GetTypeInfo };
        Assert.Equal("{\"type\":\"maybe\"}\n", Frame<Feed>(format, new Feed.Maybe(null, null)));
        Assert.Equal("{\"type\":\"maybe\",\"Number\":0}\n", Frame<Feed>(format, new Feed.Maybe(null, 0)));
        Assert.Equal("{\"type\":\"left\"}\n", Frame<Feed>(format, new Feed.Left()));
    }

    [Fact]
    public void An_event_that_fails_halfway_leaves_the_buffer_as_it_was()
    {
        using var buffer = new FrameBuffer();
        buffer.Write("before"u8);
        var formatter = FrameFormatters.Create<Fractions>(Sse);
        Assert.Throws<ArgumentException>(() => formatter.WriteEvent(buffer, new Fractions(1, double.NaN, 1), 0));
        Assert.Equal("before", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void A_long_text_goes_through_a_full_buffer()
    {
        var text = string.Concat(Enumerable.Repeat("abcdefgh", 4_000)) + "ü\"" + new string('x', 70_000) + string.Concat(Enumerable.Repeat("漢😀", 3_000));
        foreach (var options in OptionSets.Plain.Values)
        {
            var value = new Texts(text, text, 'x', null);
            Assert.Equal(Writing.Serialized(value, options.GetTypeInfo(typeof(Texts))), Writing.Line(typeof(Texts), value, options.GetTypeInfo));
        }
    }

    private static FrameFormat Json(JsonStreamFormats format) => Sse with { Mode = StreamMode.Json, Format = format };

    private static string Frame<T>(FrameFormat format, T value)
    {
        using var buffer = new FrameBuffer();
        FrameFormatters.Create<T>(format).WriteEvent(buffer, value, 1);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed record Counted(int Number);

    private sealed class CountingWriter() : StreamEventWriter<Counted>(1, [new(typeof(Counted), new StreamEventMember("Number", typeof(int)))], [typeof(int)])
    {
        public int Calls { get; private set; }

        public override void WriteMembers(ref Utf8EventWriter writer, Counted value)
        {
            Calls++;
            writer.Name(0);
            writer.Value(value.Number);
        }
    }

    private sealed class FeedEvents
    {
        private readonly RandomValues _values = new(new Random(7));

        public IEnumerable<Feed> Random()
        {
            Type[] cases = [typeof(Feed.Said), typeof(Feed.Counted), typeof(Feed.Maybe), typeof(Feed.Left), typeof(Feed.Failed)];
            var finite = cases.SelectMany(type => Enumerable.Range(0, 500).Select(_ => (Feed)_values.Whole(type)));
            return [.. finite.Where(value => value is not Feed.Counted { Where: var point } || (double.IsFinite(point.X) && double.IsFinite(point.Y)))];
        }
    }
}
