namespace SegStream.Browser.Tests.Browser;

/// <summary>All tests share one browser and one showcase, and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<Chromium>, ICollectionFixture<ShowcaseServer>
{
    public const string Name = "browser";
}
