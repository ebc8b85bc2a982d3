using System.Runtime.CompilerServices;
using SegStream;

namespace Showcase.Formats;

/// <summary>A picture made of letters, sent chunk by chunk while it is computed.</summary>
public static class MandelbrotEndpoint
{
    private const int MinWidth = 20;
    private const int MaxWidth = 200;

    // curl -N 'http://127.0.0.1:5180/formats/mandelbrot?width=100'
    [ChunkedStream("/formats/mandelbrot", ContentType = "text/plain; charset=utf-8")]
    public static IAsyncEnumerable<string> Draw(CancellationToken ct, int width = 72) =>
        width is >= MinWidth and <= MaxWidth
            ? RowsAsync(width, ct)
            : throw new BadHttpRequestException($"The width has to be between {MinWidth} and {MaxWidth} letters.");

    private static async IAsyncEnumerable<string> RowsAsync(int width, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in Mandelbrot.Rows(width))
        {
            ct.ThrowIfCancellationRequested();
            yield return row;

            // The next row is computed without waiting for anything; this lets the one before it leave.
            await Task.Yield();
        }
    }
}
