namespace SegStream.Endpoints.Tests.Unions;

/// <summary>A generic union.</summary>
[StreamEvents]
public abstract partial record Outcome<TResult>
{
    [StreamEvent("waiting")]
    public sealed record Waiting(int Seconds) : Outcome<TResult>;

    [StreamEvent("failed", Terminal = true, Error = true)]
    public sealed record Failed(string Code, string Message) : Outcome<TResult>;
}

/// <summary>A case outside of it.</summary>
[StreamEvent("value", Terminal = true)]
public sealed record OutcomeValue<T>(T Value, IReadOnlyList<T>? Others = null) : Outcome<T>;
