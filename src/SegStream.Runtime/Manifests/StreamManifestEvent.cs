using System.Text.Json;

namespace SegStream;

/// <summary>One kind of event.</summary>
public sealed class StreamManifestEvent
{
    /// <summary>The name on the wire, or <see langword="null"/> where events have none.</summary>
    public string? Name { get; init; }

    /// <summary>The type as the source writes it.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is the last one of its stream.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether it tells of a failure.</summary>
    public bool Error { get; init; }

    /// <summary>What it tells.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema (2020-12) of its payload.</summary>
    public required JsonElement Schema { get; init; }
}
