using SegStream.Soak.Books;

namespace SegStream.Soak;

/// <summary>One round: what happened, and what was left when it was over.</summary>
internal sealed record RoundResult
{
    public required int Number { get; init; }

    public required double Seconds { get; init; }

    public required int Streams { get; init; }

    public required long Sent { get; init; }

    public required long Dropped { get; init; }

    public required IReadOnlyDictionary<string, int> Reasons { get; init; }

    public required Inventory Left { get; init; }

    public required int Findings { get; init; }
}
