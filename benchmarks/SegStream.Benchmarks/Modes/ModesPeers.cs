using Microsoft.AspNetCore.Http.HttpResults;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Modes;

/// <summary>The endpoints: the same events by SegStream and by what ASP.NET Core brings.</summary>
public static class ModesPeers
{
    private const string Line = "2026-11-20T12:00:00Z info orders.csv: line was read and checked";
    private static readonly byte[] Block = [.. Enumerable.Range(0, 64).Select(value => (byte)value)];

    /// <summary>NDJSON, pulled.</summary>
    [JsonStream("/modes-ndjson", Formats = JsonStreamFormats.NdJson)]
    public static IAsyncEnumerable<ImportProgress> NdJson(int count) => Records(count);

    /// <summary>Lines, pulled.</summary>
    [TextStream("/modes-lines")]
    public static async IAsyncEnumerable<string> Lines(int count)
    {
        for (var done = 0; done < count; done++)
        {
            yield return Line;
        }

        await Task.CompletedTask;
    }

    /// <summary>Lines, pushed.</summary>
    [TextStream("/modes-lines-push")]
    public static async Task LinesPushed(int count, StreamSender<string> sender, CancellationToken cancellationToken)
    {
        for (var done = 0; done < count; done++)
        {
            if (!await sender.SendAsync(Line, cancellationToken))
            {
                return;
            }
        }

        sender.EndStream();
    }

    /// <summary>Blocks, pulled.</summary>
    [BinaryStream("/modes-blocks")]
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(int count)
    {
        for (var done = 0; done < count; done++)
        {
            yield return Block;
        }

        await Task.CompletedTask;
    }

    /// <summary>Blocks, pushed.</summary>
    [BinaryStream("/modes-blocks-push")]
    public static async Task BlocksPushed(int count, StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken cancellationToken)
    {
        for (var done = 0; done < count; done++)
        {
            if (!await sender.SendAsync(Block, cancellationToken))
            {
                return;
            }
        }

        sender.EndStream();
    }

    internal static Ok<IAsyncEnumerable<ImportProgress>> JsonArray(int count) => TypedResults.Ok(Records(count));

    internal static async Task LinesByHandAsync(HttpContext http, int count)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        for (var done = 0; done < count; done++)
        {
            await http.Response.WriteAsync(Line + "\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    internal static async Task BlocksByHandAsync(HttpContext http, int count)
    {
        http.Response.ContentType = "application/octet-stream";
        for (var done = 0; done < count; done++)
        {
            await http.Response.Body.WriteAsync(Block, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private static async IAsyncEnumerable<ImportProgress> Records(int count)
    {
        for (var done = 1; done <= count; done++)
        {
            yield return new ImportProgress(done, count, "orders.csv");
        }

        await Task.CompletedTask;
    }
}
