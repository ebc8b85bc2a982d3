namespace SegStream.Endpoints.Tests.Unions;

/// <summary>A union that no endpoint names.</summary>
[StreamEvents]
public abstract partial record Unread<T>
{
    [StreamEvent("only")]
    public sealed record Only(T Value) : Unread<T>;
}
