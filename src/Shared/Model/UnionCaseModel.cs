namespace SegStream.Shared.Model;

/// <summary>One case of a union of events.</summary>
internal sealed record UnionCaseModel
{
    /// <summary>The union's type.</summary>
    public required string UnionType { get; init; }

    /// <summary>The case's type; of a generic union in terms of the union's type parameters.</summary>
    public required string Type { get; init; }

    /// <summary>The name of the type, not escaped.</summary>
    public required string Name { get; init; }

    /// <summary>What tells the case apart from another one of the same name; empty for a case that is nested in its union.</summary>
    public required string Qualifier { get; init; }

    public required string EventName { get; init; }

    /// <summary>The summary of the type's documentation as plain text; empty where there is none.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether other assemblies see the type.</summary>
    public required bool IsPublic { get; init; }

    public required bool IsTerminal { get; init; }

    public required bool IsError { get; init; }

    /// <summary>The expression that makes the case from the variables <c>message</c> and <c>code</c>; null when there is none.</summary>
    public required string? Error { get; init; }

    /// <summary>How the case can be constructed.</summary>
    public required EquatableArray<CaseConstructorModel> Constructors { get; init; }

    /// <summary>Names of members that a generated member of the union would clash with.</summary>
    public required EquatableArray<string> TakenNames { get; init; }

    /// <summary>Ids of warnings that come with the types of the case.</summary>
    public required EquatableArray<string> DisabledWarnings { get; init; }

    /// <summary>Where the case is declared, as text that sorts by file and position in the file.</summary>
    public required string Order { get; init; }

    /// <summary>The type that carries the case where it belongs to an included union; else null.</summary>
    public string? Carrier { get; init; }

    /// <summary>Whether the case can be served. One that cannot keeps its whole union from being generated.</summary>
    public required bool IsValid { get; init; }
}
