namespace SegStream;

/// <summary>The events of a function.</summary>
public sealed class StreamManifestEvents
{
    /// <summary>What they are.</summary>
    public required StreamManifestEventKind Kind { get; init; }

    /// <summary>Where their names are, or <see langword="null"/> where they have none.</summary>
    public StreamManifestEventNaming? Naming { get; init; }

    /// <summary>The type as the source writes it, or <see langword="null"/> where only the run knows it.</summary>
    public string? Type { get; init; }

    /// <summary>The events that there are: the cases of a union, in the order of the source; the one type of a value or text; none where only the run knows them.</summary>
    public IReadOnlyList<StreamManifestEvent> Cases { get; init; } = [];
}
