using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SegStream.Soak.Endpoints;

/// <summary>Numbered events in the forms of the modes that know no types.</summary>
internal static class Payloads
{
    /// <summary>Length, source, number; then the padding.</summary>
    public const int HeaderLength = sizeof(int) + sizeof(int) + sizeof(long);

    private static readonly ConcurrentDictionary<int, string> Paddings = new();

    public static string Padding(int length) => Paddings.GetOrAdd(length, static length => new string('x', length));

    public static Tick Tick(int source, long number, int padding) => new(source, number, Padding(padding));

    public static string Line(int source, long number, int padding) => string.Create(CultureInfo.InvariantCulture, $"{source} {number} {Padding(padding)}");

    public static string Chunk(int source, long number, int padding) => Line(source, number, padding) + "\n";

    public static ReadOnlyMemory<byte> Record(int source, long number, int padding)
    {
        var record = new byte[HeaderLength + padding];
        BinaryPrimitives.WriteInt32BigEndian(record, record.Length);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(4), source);
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(8), number);
        record.AsSpan(HeaderLength).Fill((byte)'x');
        return record;
    }

    public static byte[] Utf8Line(int source, long number, int padding) => Encoding.UTF8.GetBytes(Line(source, number, padding));
}
