using SegStream.Vocabulary;

namespace SegStream.Endpoints.Tests.Unions;

/// <summary>A union with events of its own and those of the vocabulary.</summary>
[StreamEvents(typeof(StandardEvent))]
public abstract partial record OrderEvent
{
    [StreamEvent("price: \"ü\" 😀 ")]
    public sealed record Priced(decimal Price, string? Note = null) : OrderEvent, ICoalesceKey
    {
        public string? GetCoalesceKey() => Note;
    }

    public abstract record Movement(int Count) : OrderEvent;

    [StreamEvent("shipped")]
    public sealed record Shipped(int Count, params string[] Parcels) : Movement(Count);
}
