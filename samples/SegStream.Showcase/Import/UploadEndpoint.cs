using System.Buffers;
using System.Diagnostics;
using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using SegStream;

namespace Showcase.Import;

/// <summary>Counts an uploaded file while it comes in.</summary>
public static class UploadEndpoint
{
    /// <summary>The largest file that is taken: 50 MB.</summary>
    public const long MaxBytes = 50_000_000;

    private const int PieceBytes = 64 * 1024;

    // The body is the file itself: curl -N --data-binary @orders.csv 'http://127.0.0.1:5180/imports?name=orders.csv'
    // The server's own size limit is off because it would cut the connection; the limit here is told to the client.
    [SseEndpoint("/imports", Method = "POST")]
    [DisableRequestSizeLimit]
    public static async Task Import(StreamSender<ImportEvent> sender, HttpRequest request, CancellationToken ct, string name = "upload")
    {
        var total = request.ContentLength;
        if (total > MaxBytes)
        {
            throw new BadHttpRequestException($"The file is larger than {MaxBytes / 1_000_000} MB.");
        }

        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var read = await request.Body.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, ct);
            if (read == 0)
            {
                throw new BadHttpRequestException("There is no file in the request, or it is empty. Send its bytes as the body.");
            }

            await CountAsync(name, total, request.Body, piece, read, sender, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        sender.EndStream();
    }

    private static async Task CountAsync(string name, long? total, Stream body, byte[] piece, int read, [Borrows] StreamSender<ImportEvent> sender, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var gate = new PercentGate(total);
        using var tally = new TextTally(CompressionLevel.Optimal);
        await sender.SendAsync(new ImportEvent.Start(name, Files: 1, total), ct);

        var columns = CsvHeader.Read(piece.AsSpan(0, read));
        while (read > 0)
        {
            tally.Add(piece.AsSpan(0, read));
            if (tally.Counts.Bytes > MaxBytes)
            {
                await sender.SendAsync(new ImportEvent.Failed($"The file is larger than {MaxBytes / 1_000_000} MB."), ct);
                return;
            }

            if (gate.Passes(tally.Counts.Bytes, out var percent))
            {
                await sender.SendAsync(new ImportEvent.Progress(percent, name, Files: 0, tally.Counts), ct);
            }

            read = await body.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, ct);
        }

        var hash = tally.Finish();
        await sender.SendAsync(new ImportEvent.Done(name, Files: 1, tally.Counts, columns, hash, clock.Elapsed.TotalSeconds), ct);
    }
}
