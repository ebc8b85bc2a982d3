using System.Buffers;
using System.Diagnostics;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using SegStream;

namespace Showcase.Import;

/// <summary>Counts an uploaded file while it comes in.</summary>
public static class UploadEndpoint
{
    /// <summary>The largest file that is taken: 50 MB.</summary>
    public const long MaxBytes = 50_000_000;

    private const int PieceBytes = 64 * 1024;
    private const string TooLarge = "The file is larger than 50 MB.";
    private const string NoFile = "There is no file in the request, or it is empty. Send its bytes as the body.";

    // The body is the file itself: curl -N --data-binary @orders.csv 'http://127.0.0.1:5180/imports?name=orders.csv'
    // The server's own size limit is off because it would cut the connection; the limit here is told to the client.
    [SseEndpoint("/imports", Method = "POST")]
    [DisableRequestSizeLimit]
    public static async Task Import(StreamSender<ImportEvent> sender, HttpRequest request, CancellationToken ct, string name = "upload")
    {
        // What the headers tell can still be answered with a status code; after the first await the stream may have begun.
        var total = request.ContentLength;
        if (total > MaxBytes)
        {
            throw new BadHttpRequestException(TooLarge);
        }

        if (total == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
        {
            throw new BadHttpRequestException(NoFile);
        }

        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            await CountAsync(name, total, request.Body, piece, sender, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        sender.EndStream();
    }

    private static async Task CountAsync(string name, long? total, Stream body, byte[] piece, [Borrows] StreamSender<ImportEvent> sender, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var gate = new PercentGate(total);
        var columns = default(IReadOnlyList<string>);
        using var tally = new TextTally(CompressionLevel.Optimal);
        await sender.SendStartAsync(name, files: 1, total, ct);

        int read;
        while ((read = await body.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, ct)) > 0)
        {
            tally.Add(piece.AsSpan(0, read));
            columns ??= CsvHeader.Read(piece.AsSpan(0, read));
            if (tally.Counts.Bytes > MaxBytes)
            {
                await sender.SendFailedAsync(TooLarge, ct);
                return;
            }

            if (gate.Passes(tally.Counts.Bytes, out var percent))
            {
                await sender.SendProgressAsync(percent, name, files: 0, tally.Counts, ct);
            }
        }

        // A body without a length can turn out to be empty.
        var hash = tally.Finish();
        await sender.SendAsync(
            columns is null ? new ImportEvent.Failed(NoFile) : new ImportEvent.Done(name, Files: 1, tally.Counts, columns, hash, clock.Elapsed.TotalSeconds),
            ct);
    }
}
