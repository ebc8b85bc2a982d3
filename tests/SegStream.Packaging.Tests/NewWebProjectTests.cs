using System.Text.RegularExpressions;
using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>A new web project that references nothing but the package SegStream.</summary>
[Collection(PackagingCollection.Name)]
public partial class NewWebProjectTests(PackedRepository packed)
{
    [Fact]
    public async Task The_example_of_the_package_readme_builds_without_a_warning_runs_and_streams()
    {
        var folder = packed.NewOutsideFolder();
        folder.WriteProject("Ticker", "Microsoft.NET.Sdk.Web", ["SegStream"]);
        folder.Write("Ticker/Program.cs", ExampleOf("docs", "package-readme.md"));

        (await folder.BuildAsync("Ticker")).MustSucceed();
        using var application = await folder.StartAsync("Ticker");
        var (mediaType, body) = await application.ReadAsync("/ticks");

        Assert.Equal("text/event-stream", mediaType);
        Assert.StartsWith("data: {\"number\":0,\"price\":0}\n\ndata: {\"number\":1,\"price\":1}\n\n", body);
        Assert.Equal(10, Frame().Count(body));
    }

    [Fact]
    public async Task The_example_of_the_repositorys_readme_builds_without_a_warning_runs_and_streams()
    {
        var folder = packed.NewOutsideFolder();
        folder.WriteProject("Imports", "Microsoft.NET.Sdk.Web", ["SegStream"]);
        folder.Write("Imports/Program.cs", ExampleOf("README.md"));

        (await folder.BuildAsync("Imports")).MustSucceed();
        using var application = await folder.StartAsync("Imports");
        var (mediaType, body) = await application.ReadAsync("/imports/2");

        Assert.Equal("text/event-stream", mediaType);
        Assert.Equal(
            "event: start\ndata: {\"totalLines\":2}\n\n"
            + "event: progress\ndata: {\"line\":1,\"total\":2}\n\n"
            + "event: progress\ndata: {\"line\":2,\"total\":2}\n\n"
            + "event: done\ndata: {\"processed\":2}\n\n",
            body);
    }

    private static string ExampleOf(params string[] file) =>
        Example().Match(File.ReadAllText(Path.Combine([PackedRepository.RepositoryRoot(), .. file]))).Groups["code"].Value;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^data: .*\n\n", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
