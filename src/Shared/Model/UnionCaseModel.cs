namespace SegStream.Shared.Model;

/// <summary>One case of a union of events.</summary>
internal sealed record UnionCaseModel
{
    /// <summary>The union's type.</summary>
    public required string UnionType { get; init; }

    public required string Type { get; init; }

    public required string EventName { get; init; }

    public required bool IsTerminal { get; init; }

    public required bool IsError { get; init; }

    /// <summary>Whether <c>new Case(message)</c> compiles.</summary>
    public required bool IsConstructibleFromMessage { get; init; }

    /// <summary>Where the case is declared, as text that sorts by file and position in the file.</summary>
    public required string Order { get; init; }

    /// <summary>Whether the case can be served. One that cannot keeps its whole union from being generated.</summary>
    public required bool IsValid { get; init; }
}
