namespace SegStream.Shared.Model;

/// <summary>A union whose events are events of another one.</summary>
internal sealed record IncludedUnionModel
{
    public required string Type { get; init; }

    /// <summary>The name of the union, for names of methods.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the generated record that carries its events.</summary>
    public required string Wrapper { get; init; }

    /// <summary>Whether it is declared in another assembly, so that its cases are known from its metadata.</summary>
    public required bool IsForeign { get; init; }

    /// <summary>The cases of a union of another assembly.</summary>
    public required EquatableArray<UnionCaseModel> Cases { get; init; }
}
