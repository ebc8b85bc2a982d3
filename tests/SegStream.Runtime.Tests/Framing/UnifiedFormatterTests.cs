using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class UnifiedFormatterTests
{
    [Fact]
    public void Event_streams_carry_their_four_verbs()
    {
        var stream = Formats.Stream(
            Formats.Sse(),
            new UnifiedEvent { Kind = UnifiedEventKind.SseJson, Value = new Tick(1), DeclaredType = typeof(Tick), EventName = "tick", Id = "41" },
            new UnifiedEvent { Kind = UnifiedEventKind.Heartbeat },
            new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = "a\r\nb", Id = "42" },
            new UnifiedEvent { Kind = UnifiedEventKind.SseEvent, EventName = "named", Text = "" },
            new UnifiedEvent { Kind = UnifiedEventKind.SseData });
        Assert.Equal(
            "event: tick\nid: 41\ndata: {\"number\":1}\n\n:\n\nid: 42\ndata: a\ndata: b\n\nevent: named\ndata:\n\ndata:\n\n",
            Formats.Strict(stream));
        Assert.Equal(
            [new SseEvent("tick", "{\"number\":1}", "41"), new SseEvent("message", "a\nb", "42"), new SseEvent("named", "", "42"), new SseEvent("message", "", "42")],
            SseReader.Read(stream).Events);
    }

    [Fact]
    public void An_empty_name_or_id_is_not_written()
    {
        var text = Formats.Text(Formats.Sse(), new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = "x", EventName = "", Id = "" });
        Assert.Equal("data: x\n\n", text);
    }

    [Fact]
    public void Values_are_serialized_as_the_type_that_was_declared()
    {
        var format = Formats.JsonIn(JsonStreamFormats.JsonArray);
        var reading = new Reading("x", 1);
        var stream = Formats.Stream(
            format,
            new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, Value = new Tick(1), DeclaredType = typeof(Tick) },
            new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, Value = reading },
            new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, Value = reading, TypeInfo = EventsContext.Default.Reading },
            new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, DeclaredType = typeof(Reading) },
            new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk },
            new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, Value = "text", DeclaredType = typeof(string) });
        var json = "{\"sensor\":\"x\",\"value\":1,\"line\":null}";
        Assert.Equal($"[{{\"number\":1}},{json},{json},null,null,\"text\"]", Formats.Strict(stream));
    }

    [Fact]
    public void Text_and_bytes_take_the_form_of_their_mode()
    {
        var text = new UnifiedEvent { Kind = UnifiedEventKind.TextChunk, Text = "漢\n" };
        var none = new UnifiedEvent { Kind = UnifiedEventKind.TextChunk };
        var bytes = new UnifiedEvent { Kind = UnifiedEventKind.Bytes, Bytes = new byte[] { 1, 2 } };
        Assert.Equal("漢\n\n漢\n", Formats.Strict(Formats.Stream(Formats.Raw(StreamMode.Text), text, none, text)));
        Assert.Equal([.. "漢\n"u8, 1, 2], Formats.Stream(Formats.Raw(StreamMode.Chunked), text, none, bytes));
        Assert.Equal([1, 2, 1, 2], Formats.Stream(Formats.Raw(StreamMode.Binary), bytes, bytes));
        Assert.Equal([0, 0, 0, 2, 1, 2], Formats.Stream(Formats.Raw(StreamMode.Binary, lengthPrefixed: true), bytes));
    }

    [Fact]
    public void A_verb_that_does_not_fit_the_mode_is_refused_and_writes_nothing()
    {
        var fitting = new Dictionary<StreamMode, UnifiedEventKind[]>
        {
            [StreamMode.Sse] = [UnifiedEventKind.SseJson, UnifiedEventKind.SseData, UnifiedEventKind.SseEvent, UnifiedEventKind.Heartbeat],
            [StreamMode.Json] = [UnifiedEventKind.JsonChunk],
            [StreamMode.Text] = [UnifiedEventKind.TextChunk],
            [StreamMode.Chunked] = [UnifiedEventKind.TextChunk, UnifiedEventKind.Bytes],
            [StreamMode.Binary] = [UnifiedEventKind.Bytes],
        };
        foreach (var mode in Enum.GetValues<StreamMode>())
        {
            foreach (var kind in Enum.GetValues<UnifiedEventKind>())
            {
                using var buffer = new FrameBuffer();
                var formatter = FrameFormatters.Create<UnifiedEvent>(Formats.Raw(mode));
                var value = new UnifiedEvent { Kind = kind, Text = "x", Value = 1, Bytes = new byte[] { 1 } };
                var fits = fitting[mode].Contains(kind);
                Assert.Equal(fits, UnifiedEvent.Fits(kind, mode));
                if (fits)
                {
                    formatter.WriteEvent(buffer, value, 0);
                    Assert.True(buffer.Length > 0);
                }
                else
                {
                    var exception = Assert.Throws<InvalidOperationException>(() => formatter.WriteEvent(buffer, value, 0));
                    Assert.Contains(kind.ToString(), exception.Message, StringComparison.Ordinal);
                    Assert.Equal(0, buffer.Length);
                }
            }
        }

        Assert.False(UnifiedEvent.Fits((UnifiedEventKind)99, StreamMode.Sse));
    }

    [Fact]
    public void A_failing_value_leaves_the_buffer_as_it_was()
    {
        using var buffer = new FrameBuffer();
        var value = new UnifiedEvent { Kind = UnifiedEventKind.SseJson, Value = new HalfWritten(), EventName = "x", Id = "1" };
        Assert.Throws<FormatException>(() => FrameFormatters.Create<UnifiedEvent>(Formats.Sse()).WriteEvent(buffer, value, 0));
        Assert.Equal(0, buffer.Length);
        var uncovered = new UnifiedEvent { Kind = UnifiedEventKind.SseJson, Value = new Uri("http://localhost") };
        Assert.Contains("Uri", Assert.Throws<InvalidOperationException>(() => FrameFormatters.Create<UnifiedEvent>(Formats.Sse()).WriteEvent(buffer, uncovered, 0)).Message, StringComparison.Ordinal);
        Assert.Equal(0, buffer.Length);
    }
}
