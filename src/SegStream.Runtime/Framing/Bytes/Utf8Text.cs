using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SegStream.Framing;

/// <summary>Writes text as UTF-8. A surrogate without its other half becomes U+FFFD.</summary>
internal static class Utf8Text
{
    // Below this, reserving the largest possible size is cheaper than counting first.
    private const int CountedFrom = 1024;

    // A UTF-16 code unit needs at most three bytes; a pair of surrogates needs four.
    private const int MaxBytesPerChar = 3;

    /// <summary>Appends text.</summary>
    public static void Write(FrameBuffer buffer, ReadOnlySpan<char> text)
    {
        var status = Utf8.FromUtf16(text, buffer.GetSpan(SizeOf(text)), out _, out var written);
        if (status != OperationStatus.Done)
        {
            throw NotWritten(status);
        }

        buffer.Advance(written);
    }

    /// <summary>Appends text and a line feed, unless the text ends with one.</summary>
    public static void WriteLine(FrameBuffer buffer, ReadOnlySpan<char> text)
    {
        var size = SizeOf(text) + 1;
        var line = buffer.GetSpan(size);
        var status = Utf8.FromUtf16(text, line, out _, out var written);
        if (status != OperationStatus.Done)
        {
            throw NotWritten(status);
        }

        if (written == 0 || line[written - 1] != (byte)'\n')
        {
            line[written++] = (byte)'\n';
        }

        buffer.Advance(written);
    }

    private static int SizeOf(ReadOnlySpan<char> text) => text.Length < CountedFrom ? text.Length * MaxBytesPerChar : Encoding.UTF8.GetByteCount(text);

    private static InvalidOperationException NotWritten(OperationStatus status) => new($"Text could not be written as UTF-8: {status}.");
}
