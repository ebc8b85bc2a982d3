namespace SegStream.Endpoints.Tests.Differential;

/// <summary>One thing that a request can have for a signature.</summary>
internal sealed record Leaf(LeafSource Source, string Key, Type Type);
