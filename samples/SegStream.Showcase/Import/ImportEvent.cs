using SegStream;

namespace Showcase.Import;

/// <summary>What a client hears about an import.</summary>
[StreamEvents]
public abstract partial record ImportEvent
{
    /// <summary>The import has begun.</summary>
    /// <param name="Name">What is imported.</param>
    /// <param name="Files">How many files there are to read.</param>
    /// <param name="TotalBytes">Bytes to read; null where the client did not say.</param>
    [StreamEvent("start")]
    public sealed record Start(string Name, int Files, long? TotalBytes) : ImportEvent;

    /// <summary>The import has come further; sent when the percentage has changed.</summary>
    /// <param name="Percent">0 to 100.</param>
    /// <param name="Current">The file that was read last.</param>
    /// <param name="Files">Files finished.</param>
    /// <param name="Counts">Everything counted so far.</param>
    [StreamEvent("progress")]
    public sealed record Progress(int Percent, string Current, int Files, TextCounts Counts) : ImportEvent;

    /// <summary>The import is complete.</summary>
    /// <param name="Name">What was imported.</param>
    /// <param name="Files">Files read.</param>
    /// <param name="Counts">Everything counted.</param>
    /// <param name="Columns">Names of the columns, for a file with a comma-separated header; else empty.</param>
    /// <param name="Sha256">Hash of all bytes, in order.</param>
    /// <param name="Seconds">How long it took.</param>
    [StreamEvent("done", Terminal = true)]
    public sealed record Done(string Name, int Files, TextCounts Counts, IReadOnlyList<string> Columns, string Sha256, double Seconds) : ImportEvent;

    /// <summary>The import failed on the way.</summary>
    /// <param name="Message">Why.</param>
    [StreamEvent("error", Terminal = true, Error = true)]
    public sealed record Failed(string Message) : ImportEvent;
}
