using SegStream.Shared.Model;

namespace SegStream.Generators.Reading;

/// <summary>All that one file declares for the generator. It holds text only.</summary>
internal sealed record FileModel
{
    public static readonly FileModel Empty = new()
    {
        Endpoints = EquatableArray<EndpointModel>.Empty,
        Unions = EquatableArray<UnionModel>.Empty,
        Cases = EquatableArray<UnionCaseModel>.Empty,
        Writers = EquatableArray<OwnedWriter>.Empty,
        ForeignUnions = EquatableArray<ForeignUnionModel>.Empty,
    };

    /// <summary>The endpoints that can be served; none where the runtime is not referenced.</summary>
    public required EquatableArray<EndpointModel> Endpoints { get; init; }

    /// <summary>The unions, without their cases.</summary>
    public required EquatableArray<UnionModel> Unions { get; init; }

    public required EquatableArray<UnionCaseModel> Cases { get; init; }

    public required EquatableArray<OwnedWriter> Writers { get; init; }

    /// <summary>The unions of other assemblies that endpoints of the file stream, or that attributes of the assembly name.</summary>
    public required EquatableArray<ForeignUnionModel> ForeignUnions { get; init; }
}
