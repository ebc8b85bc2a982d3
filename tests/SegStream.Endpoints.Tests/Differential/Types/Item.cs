namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A body.</summary>
internal sealed record Item(int Id, string? Name);
