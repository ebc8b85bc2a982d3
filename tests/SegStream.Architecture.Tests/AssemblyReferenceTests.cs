using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SegStream.Architecture.Tests.Repository;

namespace SegStream.Architecture.Tests;

/// <summary>What the shipped assemblies are compiled against.</summary>
public class AssemblyReferenceTests
{
    /// <summary>With a newer Roslyn than the compiler's the SDK drops generator and analyzers and only warns.</summary>
    private static readonly Version RoslynOfTheOldestSupportedSdk = new(4, 14, 0, 0);

    [Fact]
    public void Abstractions_know_nothing_of_asp_net_core() =>
        Assert.DoesNotContain(
            References("SegStream.Abstractions", "net10.0"),
            reference => reference.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || reference.Name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal));

    [Fact]
    public void The_runtime_needs_nothing_but_abstractions_and_the_shared_frameworks() =>
        Assert.All(
            References("SegStream.Runtime", "net10.0"),
            reference => Assert.Matches(@"^(SegStream\.Abstractions$|System\.|Microsoft\.(AspNetCore|Extensions|Net\.Http|Win32)\.)", reference.Name));

    [Fact]
    public void The_description_for_OpenAPI_needs_the_runtime_and_the_packages_of_asp_net_core_for_it() =>
        Assert.All(
            References("SegStream.OpenApi", "net10.0"),
            reference => Assert.Matches(@"^(SegStream\.(Runtime|Abstractions)$|System\.|Microsoft\.(AspNetCore|Extensions)\.|Microsoft\.OpenApi$)", reference.Name));

    [Theory]
    [InlineData("SegStream.Generators")]
    [InlineData("SegStream.Analyzers")]
    [InlineData("SegStream.CodeFixes")]
    public void Roslyn_components_are_compiled_against_the_roslyn_of_the_oldest_sdk(string project) =>
        Assert.All(
            References(project, "netstandard2.0").Where(reference => reference.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            reference => Assert.Equal(RoslynOfTheOldestSupportedSdk, reference.Version));

    [Theory]
    [InlineData("SegStream.Generators")]
    [InlineData("SegStream.Analyzers")]
    public void What_the_compiler_loads_does_not_need_workspaces(string project) =>
        Assert.DoesNotContain(References(project, "netstandard2.0"), reference => reference.Name.Contains("Workspaces", StringComparison.Ordinal));

    [Theory]
    [InlineData("SegStream.Generators")]
    [InlineData("SegStream.Analyzers")]
    [InlineData("SegStream.CodeFixes")]
    public void Roslyn_components_need_no_assembly_that_the_compiler_does_not_bring(string project) =>
        Assert.All(
            References(project, "netstandard2.0"),
            reference => Assert.Matches(@"^(netstandard|SegStream\.Analyzers|Microsoft\.CodeAnalysis(\.CSharp)?(\.Workspaces)?|System\.(Collections\.Immutable|Composition\.AttributedModel|Memory|Reflection\.Metadata|Runtime\.CompilerServices\.Unsafe|Text\.Encoding\.CodePages|Threading\.Tasks\.Extensions|Buffers|Numerics\.Vectors))$", reference.Name));

    private static IReadOnlyList<(string Name, Version Version)> References(string project, string targetFramework)
    {
        using var file = new PEReader(File.OpenRead(RepositoryFiles.AssemblyOf(project, targetFramework)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(reference => (metadata.GetString(reference.Name), reference.Version))];
    }
}
