using SegStream;

namespace Trimmed;

/// <summary>What an import tells.</summary>
[StreamEvents]
public abstract partial record ImportEvent
{
    [StreamEvent("start")]
    public sealed record Start(string File) : ImportEvent;

    [StreamEvent("progress")]
    public sealed record Progress(int Finished, int Total) : ImportEvent;

    [StreamEvent("done", Terminal = true)]
    public sealed record Done(int Processed) : ImportEvent;

    [StreamEvent("failed", Error = true)]
    public sealed record Failed(string Message) : ImportEvent;
}
