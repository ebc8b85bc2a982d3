using System.Globalization;

namespace SegStream.Framing;

/// <summary>The lines of which Server-Sent Events are made (WHATWG HTML, section 9.2).</summary>
internal static class SseFrame
{
    /// <summary>Where the payload of a <c>data</c> line begins. Clients drop exactly one space, so a payload's own first space survives.</summary>
    public static ReadOnlySpan<byte> Data => "data: "u8;

    /// <summary>Ends the line and the block.</summary>
    public static ReadOnlySpan<byte> End => "\n\n"u8;

    /// <summary>A comment in a block of its own.</summary>
    public static ReadOnlySpan<byte> Heartbeat => ":\n\n"u8;

    /// <summary>Writes the <c>event</c> field, unless the name is null or empty.</summary>
    public static void WriteEventName(FrameBuffer buffer, string? name)
    {
        SseFields.ValidateEventName(name);
        WriteField(buffer, "event: "u8, name);
    }

    /// <summary>Writes the <c>id</c> field, unless the id is null or empty: an empty field would reset the client's cursor.</summary>
    public static void WriteId(FrameBuffer buffer, string? id)
    {
        SseFields.ValidateId(id);
        WriteField(buffer, "id: "u8, id);
    }

    /// <summary>Writes text as one <c>data</c> line for each of its lines, whatever they end with, and ends the block.</summary>
    public static void WriteText(FrameBuffer buffer, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var end = text.IndexOfAny('\r', '\n');
            var line = end < 0 ? text : text[..end];
            if (line.IsEmpty)
            {
                buffer.Write("data:"u8);
            }
            else
            {
                buffer.Write(Data);
                Utf8Text.Write(buffer, line);
            }

            if (end < 0)
            {
                buffer.Write(End);
                return;
            }

            buffer.Write((byte)'\n');
            text = text[(end + (text[end..].StartsWith("\r\n") ? 2 : 1))..];
        }
    }

    /// <summary>Writes the block that sets the client's reconnection time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retry"/> is negative.</exception>
    public static void WriteRetry(FrameBuffer buffer, TimeSpan retry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retry, TimeSpan.Zero);
        buffer.Write("retry: "u8);
        var milliseconds = retry.Ticks / TimeSpan.TicksPerMillisecond;
        milliseconds.TryFormat(buffer.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
        buffer.Write(End);
    }

    private static void WriteField(FrameBuffer buffer, ReadOnlySpan<byte> field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            buffer.Write(field);
            Utf8Text.Write(buffer, value);
            buffer.Write((byte)'\n');
        }
    }
}
