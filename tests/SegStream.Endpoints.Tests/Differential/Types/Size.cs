namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A body that is a value.</summary>
internal readonly record struct Size(int Width, int Height);
