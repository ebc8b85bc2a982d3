using SegStream;
using SegStream.Vocabulary;

namespace Trimmed;

/// <summary>A union that includes a ready-made one.</summary>
[StreamEvents(typeof(StandardEvent))]
public abstract partial record WorkEvent
{
    [StreamEvent("rejected")]
    public sealed record Rejected(int Line) : WorkEvent;
}
