using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class AllocationTests
{
    private const int Events = 500;
    private const int Passes = 20;

    [Fact]
    public void Writing_an_event_allocates_nothing_in_any_format()
    {
        AllocatesNothing(Formats.Sse(), "text\nof two lines 漢");
        AllocatesNothing(Formats.Sse(), new Reading("sensor", 1.5, 3));
        AllocatesNothing(Formats.Sse(), new Tick(7));
        AllocatesNothing<Job>(Formats.Sse(), new Job.Progress(1, 2));
        foreach (var format in new[] { JsonStreamFormats.NdJson, JsonStreamFormats.JsonSequence, JsonStreamFormats.JsonArray })
        {
            AllocatesNothing(Formats.JsonIn(format), new Reading("sensor", 1.5, 3));
            AllocatesNothing(Formats.JsonIn(format), "text");
            AllocatesNothing<Job>(Formats.JsonIn(format), new Job.Progress(1, 2));
            AllocatesNothing<Job>(Formats.JsonIn(format), new Job.Finished());
        }

        foreach (var mode in new[] { StreamMode.Text, StreamMode.Chunked })
        {
            AllocatesNothing(Formats.Raw(mode), "text");
            AllocatesNothing(Formats.Raw(mode), "text".AsMemory());
            AllocatesNothing(Formats.Raw(mode), new UnifiedEvent { Kind = UnifiedEventKind.TextChunk, Text = "text" });
        }

        AllocatesNothing(Formats.Raw(StreamMode.Binary), new byte[64]);
        AllocatesNothing<ReadOnlyMemory<byte>>(Formats.Raw(StreamMode.Binary, lengthPrefixed: true), new byte[64]);
    }

    [Fact]
    public void Writing_a_unified_event_allocates_nothing()
    {
        AllocatesNothing(Formats.Sse(), new UnifiedEvent { Kind = UnifiedEventKind.SseEvent, EventName = "name", Id = "1", Text = "text" });
        AllocatesNothing(Formats.Sse(), new UnifiedEvent { Kind = UnifiedEventKind.SseJson, EventName = "name", Value = new Reading("x", 1), DeclaredType = typeof(Reading) });
        AllocatesNothing(Formats.JsonIn(JsonStreamFormats.NdJson), new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, Value = new Reading("x", 1), TypeInfo = EventsContext.Default.Reading });
    }

    [Fact]
    public void Streams_with_other_JSON_options_do_not_take_each_others_writers_away()
    {
        using var buffer = new FrameBuffer();
        var formatters = new[] { null, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }
            .Select(encoder => FrameFormatters.Create<Reading>(Formats.Sse(new JsonSerializerOptions(EventsContext.Default.Options) { Encoder = encoder, TypeInfoResolver = EventsContext.Default })))
            .ToArray();
        var value = new Reading("sensor", 1.5);
        Assert.Equal(0, Allocated(() =>
        {
            buffer.Reset();
            foreach (var formatter in formatters)
            {
                formatter.WriteEvent(buffer, value, 0);
            }
        }));
    }

    [Fact]
    public void An_event_that_is_written_in_the_middle_of_another_disturbs_neither()
    {
        var options = new JsonSerializerOptions { Converters = { new Nesting() }, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Assert.Equal("data: [\"data: {\\u0022number\\u0022:1}\\n\\n\"]\n\n", Formats.Text(Formats.Sse(options), new Wide("", [], [])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_fast_path_of_generated_contexts_is_taken(bool union)
    {
        var context = new CountingContext();
        var format = Formats.Sse() with { Json = _ => context.Job };
        if (union)
        {
            StreamEventUnions.Register(new Union<Counted>(_ => 0, _ => null, new StreamEventCase("counted", typeof(CountedCase))));
            Assert.Equal("event: counted\ndata: {\"n\":1}\n\n", Formats.Text<Counted>(format, new CountedCase()));
        }
        else
        {
            Assert.Equal("data: {\"n\":1}\n\n", Formats.Text(format, new CountedCase()));
        }

        Assert.Equal(1, context.Calls);
    }

    private static void AllocatesNothing<T>(FrameFormat format, T value)
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<T>(format);
        var allocated = Allocated(() =>
        {
            buffer.Reset();
            formatter.WriteEvent(buffer, value, 1);
            formatter.TryWriteHeartbeat(buffer);
            formatter.IsTerminal(value);
        });
        Assert.True(allocated == 0, $"{typeof(T)} in {format.Mode} {format.Format}: {allocated} bytes for {Events} events.");
    }

    // The least of some passes: what the runtime allocates once, as when it compiles a method anew, is not an event's. What an event
    // allocates is in every pass.
    private static long Allocated(Action write)
    {
        var least = long.MaxValue;
        for (var pass = 0; pass < Passes && least > 0; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Events; i++)
            {
                write();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    internal abstract record Counted;

    internal sealed record CountedCase : Counted;

    private sealed class Nesting : JsonConverter<Wide>
    {
        public override Wide Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Wide value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Formats.Text(Formats.Sse(), new Tick(1)));
            writer.WriteEndArray();
        }
    }

    /// <summary>A context as the source generator of System.Text.Json writes it, which counts the calls of its fast path.</summary>
    private sealed class CountingContext : JsonSerializerContext, IJsonTypeInfoResolver
    {
        private static readonly JsonSerializerOptions Generated = new();

        public CountingContext()
            : base(new JsonSerializerOptions())
        {
        }

        public int Calls { get; private set; }

        public JsonTypeInfo Job => GetTypeInfo(typeof(CountedCase))!;

        protected override JsonSerializerOptions? GeneratedSerializerOptions => Generated;

        public override JsonTypeInfo? GetTypeInfo(Type type) => Options.GetTypeInfo(type);

        JsonTypeInfo? IJsonTypeInfoResolver.GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            if (type != typeof(CountedCase))
            {
                return null;
            }

            var info = JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<CountedCase>
            {
                PropertyMetadataInitializer = _ => [],
                SerializeHandler = (writer, _) =>
                {
                    Calls++;
                    writer.WriteStartObject();
                    writer.WriteNumber("n", 1);
                    writer.WriteEndObject();
                },
            });
            info.OriginatingResolver = this;
            return info;
        }
    }
}
