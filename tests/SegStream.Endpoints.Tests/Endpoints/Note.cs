namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>A body.</summary>
internal sealed record Note(int N);
