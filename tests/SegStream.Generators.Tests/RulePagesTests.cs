using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SegStream.Analyzers.Endpoints;

namespace SegStream.Generators.Tests;

public sealed class RulePagesTests
{
    public static TheoryData<string> Rules => [.. Descriptors.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors =>
        new StreamEndpointAnalyzer().SupportedDiagnostics.Concat(new StreamEventUnionAnalyzer().SupportedDiagnostics);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_has_a_page_that_its_help_link_leads_to(string id)
    {
        var rule = Descriptors.Single(candidate => candidate.Id == id);
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "rules", id + ".md"));

        Assert.Equal($"https://github.com/segstream/segstream/blob/main/docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {rule.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Severity | {rule.DefaultSeverity} |", page, StringComparison.Ordinal);
        Assert.All(["## Wrong", "## Right", "## How to configure"], section => Assert.Contains(section, page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_is_in_the_table_of_releases(string id)
    {
        var rule = Descriptors.Single(candidate => candidate.Id == id);
        var folder = Path.Combine(Root(), "src", "SegStream.Analyzers");
        var table = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")) + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md"));
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} | ", table, StringComparison.Ordinal);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
