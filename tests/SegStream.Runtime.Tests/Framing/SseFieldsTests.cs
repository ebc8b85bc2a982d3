using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class SseFieldsTests
{
    public static TheoryData<string> Forbidden => ["\r", "\n", "\0", "\r\n", "a\nb", "a\rdata: injected", "tail\n", "\nhead", "a\0"];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Line_ends_and_NUL_are_refused_with_the_name_of_the_field(string value)
    {
        Assert.Contains("\"event\"", Assert.Throws<ArgumentException>(nameof(value), () => SseFields.ValidateEventName(value)).Message, StringComparison.Ordinal);
        Assert.Contains("\"id\"", Assert.Throws<ArgumentException>(nameof(value), () => SseFields.ValidateId(value)).Message, StringComparison.Ordinal);
        Assert.Contains("\"comment\"", Assert.Throws<ArgumentException>(nameof(value), () => SseFields.ValidateComment(value)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("progress")]
    [InlineData(" : \t\u0085\u2028\u2029\v\f🎉")]
    public void Everything_else_passes(string? value)
    {
        SseFields.ValidateEventName(value);
        SseFields.ValidateId(value);
        SseFields.ValidateComment(value);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_formatter_writes_a_forbidden_name_or_id(string value)
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<UnifiedEvent>(Formats.Sse());
        foreach (var kind in new[] { UnifiedEventKind.SseData, UnifiedEventKind.SseEvent, UnifiedEventKind.SseJson })
        {
            Assert.Throws<ArgumentException>("name", () => formatter.WriteEvent(buffer, new UnifiedEvent { Kind = kind, EventName = value, Text = "x", Value = 1 }, 0));
            Assert.Throws<ArgumentException>("id", () => formatter.WriteEvent(buffer, new UnifiedEvent { Kind = kind, EventName = "ok", Id = value, Text = "x", Value = 1 }, 0));
            Assert.Equal(0, buffer.Length);
        }

        Assert.Throws<ArgumentException>(() => new StreamEventCase(value, typeof(string)));
    }
}
