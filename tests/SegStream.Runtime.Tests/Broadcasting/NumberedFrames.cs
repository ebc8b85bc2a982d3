using System.Buffers.Binary;
using SegStream.Broadcasting;
using SegStream.Framing;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Frames that tell their number and length, and whether they are whole: four bytes of length, eight of number, and the number's low byte over and over.</summary>
internal static class NumberedFrames
{
    private const int Head = sizeof(int) + sizeof(long);

    public static byte[] Make(long number, int padding)
    {
        var frame = new byte[Head + padding];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(sizeof(int)), number);
        frame.AsSpan(Head).Fill((byte)number);
        return frame;
    }

    /// <summary>The numbers of frames that follow one another.</summary>
    public static List<long> Read(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<long>();
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            Assert.InRange(length, Head, bytes.Length);
            var number = BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(int)..]);
            Assert.False(bytes[Head..length].ContainsAnyExcept((byte)number), $"The frame of event {number} is not whole.");
            numbers.Add(number);
            bytes = bytes[length..];
        }

        return numbers;
    }

    /// <summary>Reads once from a log, as a pump does.</summary>
    public static List<long> ReadOnce(LogCursor cursor, int bytes)
    {
        if (!cursor.TryFind(out var stretch))
        {
            return [];
        }

        using var buffer = new FrameBuffer();
        var count = cursor.Read(stretch, buffer, bytes);
        var numbers = Read(buffer.WrittenSpan);
        Assert.Equal(count, numbers.Count);
        return numbers;
    }
}
