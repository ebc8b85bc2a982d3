using System.Runtime.CompilerServices;
using SegStream;

namespace Trimmed;

/// <summary>One stream of each mode and format.</summary>
public static class Modes
{
    [SseEndpoint("/sse")]
    public static async IAsyncEnumerable<Order> Sse([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var order in Orders())
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return order;
        }
    }

    [JsonStream("/json")]
    public static IEnumerable<Order> Orders() =>
    [
        new("a", 1, 1.50m, DayOfWeek.Monday, ["new"]),
        new("b", 2, 20m, DayOfWeek.Friday, []),
    ];

    [TextStream("/text")]
    public static IEnumerable<string> Text() => ["one", "two"];

    [ChunkedStream("/chunked", ContentType = "text/csv")]
    public static IEnumerable<string> Chunked() => ["a;b\n", "1;2\n"];

    [BinaryStream("/binary")]
    public static IEnumerable<byte[]> Binary() => [[1, 2], [3]];
}
