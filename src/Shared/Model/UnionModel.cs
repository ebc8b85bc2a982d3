namespace SegStream.Shared.Model;

/// <summary>A union of events.</summary>
internal sealed record UnionModel
{
    /// <summary>The name of the generated file, without extension.</summary>
    public required string HintName { get; init; }

    /// <summary>The name of the generated class, unique in the assembly.</summary>
    public required string ClassName { get; init; }

    /// <summary>The type; a generic one with its own type parameters as arguments.</summary>
    public required string Type { get; init; }

    /// <summary>The namespace with escaped names; null for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The headers of the containing types from the outermost, as <c>partial class Outer</c>.</summary>
    public required EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The record's name, escaped where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The type parameters of a generic union, as <c>&lt;TResult&gt;</c>; else empty.</summary>
    public required string TypeParameters { get; init; }

    /// <summary>The names in <see cref="TypeParameters"/>.</summary>
    public required EquatableArray<string> TypeParameterNames { get; init; }

    /// <summary>The constraints of the type parameters, as <c> where T : class</c>; else empty.</summary>
    public required string Constraints { get; init; }

    /// <summary>Whether other assemblies see the union.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Whether the record declares no constructor itself, so that the generator has to close the union.</summary>
    public required bool NeedsConstructor { get; init; }

    /// <summary>The name of the class with the <c>Send</c> methods.</summary>
    public required string SenderClass { get; init; }

    /// <summary>The name of the class with <c>Match</c> and <c>Switch</c>, where they cannot be members of the record.</summary>
    public required string MatchClass { get; init; }

    /// <summary>Names that members of the record, its bases or its cases have already and that generated members would hide or clash with.</summary>
    public required EquatableArray<string> TakenNames { get; init; }

    /// <summary>The unions whose events are events of this one too.</summary>
    public required EquatableArray<IncludedUnionModel> Includes { get; init; }

    /// <summary>Ids of warnings that come with the types of the union.</summary>
    public required EquatableArray<string> DisabledWarnings { get; init; }

    /// <summary>The cases: first those of included unions, then its own in the order of the source.</summary>
    public required EquatableArray<UnionCaseModel> Cases { get; init; }
}
