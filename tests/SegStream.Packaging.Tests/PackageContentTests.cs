using System.IO.Compression;
using System.Xml.Linq;
using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>What is in the packages.</summary>
[Collection(PackagingCollection.Name)]
public class PackageContentTests(PackedRepository packed)
{
    private const string Version = "0.1.0";

    [Fact]
    public void Packing_the_solution_gives_the_three_packages_with_their_symbols() =>
        Assert.Equal(
            [$"SegStream.{Version}.nupkg", $"SegStream.{Version}.snupkg", $"SegStream.Abstractions.{Version}.nupkg", $"SegStream.Abstractions.{Version}.snupkg", $"SegStream.OpenApi.{Version}.nupkg", $"SegStream.OpenApi.{Version}.snupkg"],
            Directory.EnumerateFiles(packed.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void SegStream_has_the_runtime_its_documentation_and_nothing_for_the_compiler() =>
        Assert.Equal(["README.md", "lib/net10.0/SegStream.Runtime.dll", "lib/net10.0/SegStream.Runtime.xml"], Content("SegStream"));

    [Fact]
    public void Abstractions_have_the_contracts_and_once_all_that_the_compiler_loads() =>
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/SegStream.Analyzers.dll",
                "analyzers/dotnet/cs/SegStream.CodeFixes.dll",
                "analyzers/dotnet/cs/SegStream.Generators.dll",
                "buildTransitive/SegStream.Abstractions.props",
                "lib/net10.0/SegStream.Abstractions.dll",
                "lib/net10.0/SegStream.Abstractions.xml",
            ],
            Content("SegStream.Abstractions"));

    [Fact]
    public void OpenApi_has_one_assembly_with_its_documentation() =>
        Assert.Equal(["README.md", "lib/net10.0/SegStream.OpenApi.dll", "lib/net10.0/SegStream.OpenApi.xml"], Content("SegStream.OpenApi"));

    [Fact]
    public void OpenApi_brings_SegStream_and_the_documents_of_asp_net_core() =>
        Assert.Equal(
            ["Microsoft.AspNetCore.OpenApi 10.0.14", $"SegStream {Version}"],
            Metadata("SegStream.OpenApi", "dependency").Select(dependency => $"{dependency.Attribute("id")?.Value} {dependency.Attribute("version")?.Value}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("SegStream", "lib/net10.0/SegStream.Runtime.pdb")]
    [InlineData("SegStream.Abstractions", "lib/net10.0/SegStream.Abstractions.pdb")]
    [InlineData("SegStream.OpenApi", "lib/net10.0/SegStream.OpenApi.pdb")]
    public void Symbols_are_beside_the_packages(string id, string pdb) => Assert.Equal([pdb], Content(id, "snupkg"));

    [Fact]
    public void SegStream_brings_abstractions_with_their_analyzers()
    {
        var dependency = Assert.Single(Metadata("SegStream", "dependency"));

        Assert.Equal("SegStream.Abstractions", dependency.Attribute("id")?.Value);
        Assert.Equal(Version, dependency.Attribute("version")?.Value);
        Assert.Equal("All", dependency.Attribute("include")?.Value);
        Assert.Null(dependency.Attribute("exclude"));
    }

    [Fact]
    public void Abstractions_do_not_need_asp_net_core()
    {
        Assert.Equal("Microsoft.AspNetCore.App", Assert.Single(Metadata("SegStream.OpenApi", "frameworkReference")).Attribute("name")?.Value);
        Assert.Equal("Microsoft.AspNetCore.App", Assert.Single(Metadata("SegStream", "frameworkReference")).Attribute("name")?.Value);
        Assert.Empty(Metadata("SegStream.Abstractions", "frameworkReference"));
        Assert.Empty(Metadata("SegStream.Abstractions", "dependency"));
    }

    [Theory]
    [InlineData("SegStream")]
    [InlineData("SegStream.Abstractions")]
    [InlineData("SegStream.OpenApi")]
    public void Every_package_says_what_it_is_and_under_which_licence(string id)
    {
        Assert.Equal(Version, Assert.Single(Metadata(id, "version")).Value);
        Assert.Equal("MIT", Assert.Single(Metadata(id, "license")).Value);
        Assert.Equal("README.md", Assert.Single(Metadata(id, "readme")).Value);
        Assert.NotEmpty(Assert.Single(Metadata(id, "description")).Value);
        Assert.NotEmpty(Assert.Single(Metadata(id, "tags")).Value);
    }

    [Fact]
    public void The_compiler_is_told_whether_the_application_is_trimmed()
    {
        using var package = Open("SegStream.Abstractions");
        using var props = package.GetEntry("buildTransitive/SegStream.Abstractions.props")!.Open();

        Assert.Equal(
            ["PublishTrimmed", "PublishAot"],
            XDocument.Load(props).Descendants("CompilerVisibleProperty").Select(property => property.Attribute("Include")?.Value));
    }

    [Theory]
    [InlineData("SegStream", "lib/net10.0/SegStream.Runtime.dll")]
    [InlineData("SegStream.Abstractions", "lib/net10.0/SegStream.Abstractions.dll")]
    [InlineData("SegStream.OpenApi", "lib/net10.0/SegStream.OpenApi.dll")]
    [InlineData("SegStream.Abstractions", "analyzers/dotnet/cs/SegStream.Generators.dll")]
    [InlineData("SegStream.Abstractions", "analyzers/dotnet/cs/SegStream.Analyzers.dll")]
    [InlineData("SegStream.Abstractions", "analyzers/dotnet/cs/SegStream.CodeFixes.dll")]
    public void No_path_of_the_machine_that_built_it_is_in_an_assembly(string id, string assembly)
    {
        using var package = Open(id);
        using var copy = new MemoryStream();
        using (var file = package.GetEntry(assembly)!.Open())
        {
            file.CopyTo(copy);
        }

        Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(PackedRepository.RepositoryRoot())));
    }

    /// <summary>The files of a package without those that describe it to package tools.</summary>
    private string[] Content(string id, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
                && name != "[Content_Types].xml" && name != id + ".nuspec")
            .Order(StringComparer.Ordinal)];
    }

    private XElement[] Metadata(string id, string element)
    {
        using var package = Open(id);
        using var specification = package.GetEntry(id + ".nuspec")!.Open();
        return [.. XDocument.Load(specification).Descendants().Where(node => node.Name.LocalName == element)];
    }

    private ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(packed.Packages, $"{id}.{Version}.{extension}"));
}
