using System.Buffers.Binary;

namespace Showcase.Formats;

/// <summary>The header of a RIFF/WAVE file with 16-bit PCM, one channel.</summary>
internal static class WavFormat
{
    /// <summary>The header's size in bytes.</summary>
    public const int HeaderBytes = 44;

    /// <summary>Samples per second.</summary>
    public const int SampleRate = 22_050;

    /// <summary>Bytes of one sample.</summary>
    public const int SampleBytes = 2;

    private const int FormatChunkBytes = 16;
    private const short PcmFormat = 1;
    private const short Channels = 1;

    /// <summary>Writes the header of a file with a known number of samples, so that a player knows the duration from the first bytes.</summary>
    /// <param name="samples">How many samples will follow.</param>
    public static byte[] Header(int samples)
    {
        var dataBytes = samples * SampleBytes;
        var header = new byte[HeaderBytes];
        var rest = header.AsSpan();
        Text(ref rest, "RIFF"u8);
        Int(ref rest, HeaderBytes - 8 + dataBytes);
        Text(ref rest, "WAVEfmt "u8);
        Int(ref rest, FormatChunkBytes);
        Short(ref rest, PcmFormat);
        Short(ref rest, Channels);
        Int(ref rest, SampleRate);
        Int(ref rest, SampleRate * Channels * SampleBytes);
        Short(ref rest, Channels * SampleBytes);
        Short(ref rest, SampleBytes * 8);
        Text(ref rest, "data"u8);
        Int(ref rest, dataBytes);
        return header;
    }

    /// <summary>Turns samples into the bytes of the file.</summary>
    /// <param name="samples">Samples from -1 to 1; louder ones are cut.</param>
    public static byte[] Encode(ReadOnlySpan<float> samples)
    {
        var bytes = new byte[samples.Length * SampleBytes];
        for (var i = 0; i < samples.Length; i++)
        {
            var level = (short)(Math.Clamp(samples[i], -1f, 1f) * short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * SampleBytes), level);
        }

        return bytes;
    }

    private static void Text(ref Span<byte> rest, ReadOnlySpan<byte> text)
    {
        text.CopyTo(rest);
        rest = rest[text.Length..];
    }

    private static void Int(ref Span<byte> rest, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, value);
        rest = rest[sizeof(int)..];
    }

    private static void Short(ref Span<byte> rest, short value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(rest, value);
        rest = rest[sizeof(short)..];
    }
}
