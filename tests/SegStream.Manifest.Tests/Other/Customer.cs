namespace SegStream.Manifest.Tests.Other;

public sealed record Customer(int Number);
