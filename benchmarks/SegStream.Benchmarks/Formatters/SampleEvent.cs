namespace SegStream.Benchmarks.Formatters;

/// <summary>Events of different make. As cases of a union they have generated writers without an endpoint.</summary>
[StreamEvents]
public abstract partial record SampleEvent
{
    /// <summary>Two numbers and a short text.</summary>
    [StreamEvent("progress")]
    public sealed record Progress(int Done, int Total, string File) : SampleEvent;

    /// <summary>A line of text, with characters that the default encoder escapes.</summary>
    [StreamEvent("message")]
    public sealed record Message(string Author, string Text, DateTimeOffset At) : SampleEvent;

    /// <summary>Objects inside of objects.</summary>
    [StreamEvent("order")]
    public sealed record Order(Guid Id, string Customer, DateTimeOffset At, decimal Total, Line[] Lines, string? Note) : SampleEvent;

    /// <summary>A part of an order.</summary>
    public sealed record Line(string Article, int Count, decimal Price);

    /// <summary>Numbers only.</summary>
    [StreamEvent("sample")]
    public sealed record Sample(long Tick, double A, double B, double C, bool IsValid) : SampleEvent;
}
