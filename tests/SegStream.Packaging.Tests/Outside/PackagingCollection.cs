namespace SegStream.Packaging.Tests.Outside;

/// <summary>One pack for all tests, and one build at a time.</summary>
[CollectionDefinition(Name)]
public sealed class PackagingCollection : ICollectionFixture<PackedRepository>
{
    public const string Name = "packaging";
}
