using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using SegStream;

namespace Showcase.Import;

/// <summary>Imports the source tree that the application was built from.</summary>
public static class SourceTreeEndpoint
{
    // curl -N http://127.0.0.1:5180/imports/source
    [SseEndpoint("/imports/source")]
    public static async IAsyncEnumerable<ImportEvent> Import(SourceTree tree, [EnumeratorCancellation] CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var files = tree.Files();
        var total = files.Sum(file => file.Length);
        yield return new ImportEvent.Start(tree.Name, files.Count, total);

        // The strongest compression is real work: it is what takes the time here.
        using var tally = new TextTally(CompressionLevel.SmallestSize);
        var gate = new PercentGate(total);
        var done = 0;
        foreach (var file in files)
        {
            tally.Add(await file.ReadAsync(ct));
            tally.EndFile();
            done++;
            if (gate.Passes(tally.Counts.Bytes, out var percent))
            {
                yield return new ImportEvent.Progress(percent, file.Path, done, tally.Counts);
            }
        }

        var hash = tally.Finish();
        yield return new ImportEvent.Done(tree.Name, done, tally.Counts, Columns: [], hash, clock.Elapsed.TotalSeconds);
    }
}
