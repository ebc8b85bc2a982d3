namespace SegStream.Tests.Framing;

/// <summary>Strict readers of streams of JSON texts: what does not end as its format says is a failure of the test.</summary>
internal static class JsonReaders
{
    private const byte RecordSeparator = 0x1E;

    public static List<byte[]> Lines(ReadOnlySpan<byte> stream)
    {
        var texts = new List<byte[]>();
        while (!stream.IsEmpty)
        {
            var end = stream.IndexOf((byte)'\n');
            Assert.True(end >= 0, "The last line is not ended by LF.");
            Assert.DoesNotContain((byte)'\r', stream[..end].ToArray());
            if (end > 0)
            {
                texts.Add(stream[..end].ToArray());
            }

            stream = stream[(end + 1)..];
        }

        return texts;
    }

    /// <summary>RFC 7464, section 2.2: a text that does not end in LF was cut short.</summary>
    public static List<byte[]> Sequence(ReadOnlySpan<byte> stream)
    {
        var texts = new List<byte[]>();
        while (!stream.IsEmpty)
        {
            Assert.Equal(RecordSeparator, stream[0]);
            stream = stream[1..];
            var next = stream.IndexOf(RecordSeparator);
            var text = next < 0 ? stream : stream[..next];
            Assert.Equal((byte)'\n', text[^1]);
            texts.Add(text[..^1].ToArray());
            stream = next < 0 ? default : stream[next..];
        }

        return texts;
    }
}
