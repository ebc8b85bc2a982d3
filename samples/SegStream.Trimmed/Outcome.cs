using SegStream;

namespace Trimmed;

/// <summary>A generic union.</summary>
[StreamEvents]
public abstract partial record Outcome<TResult>
{
    [StreamEvent("value")]
    public sealed record Value(TResult Of) : Outcome<TResult>;
}
