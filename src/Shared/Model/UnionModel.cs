namespace SegStream.Shared.Model;

/// <summary>A union of events.</summary>
internal sealed record UnionModel
{
    /// <summary>The name of the generated file, without extension.</summary>
    public required string HintName { get; init; }

    /// <summary>The name of the generated class, unique in the assembly.</summary>
    public required string ClassName { get; init; }

    public required string Type { get; init; }

    /// <summary>The namespace with escaped names; null for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The headers of the containing types from the outermost, as <c>partial class Outer</c>.</summary>
    public required EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The record's name, escaped where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the record declares no constructor itself, so that the generator has to close the union.</summary>
    public required bool NeedsConstructor { get; init; }

    public required EquatableArray<UnionCaseModel> Cases { get; init; }
}
