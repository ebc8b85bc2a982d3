using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Analyzers.Lifetime;
using SegStream.CodeFixes.Lifetime;

namespace SegStream.Analyzers.Tests.Rules;

public sealed class RuleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "rules");

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id).Distinct()];

    private static IEnumerable<DiagnosticDescriptor> Rules => Instances<DiagnosticAnalyzer>(typeof(MissingEndStreamAnalyzer).Assembly).SelectMany(analyzer => analyzer.SupportedDiagnostics);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_a_link_to_it_and_a_release_entry(string id)
    {
        var rule = Rules.First(rule => rule.Id == id);
        Assert.Equal($"https://github.com/segstream/segstream/blob/main/docs/rules/{id}.md", rule.HelpLinkUri);

        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        Assert.StartsWith($"# {id}: ", page, StringComparison.Ordinal);
        Assert.Contains(rule.DefaultSeverity.ToString().ToLowerInvariant(), page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"dotnet_diagnostic.{id}.severity", page, StringComparison.Ordinal);
        Assert.Contains($"#pragma warning disable {id}", page, StringComparison.Ordinal);

        var releases = File.ReadAllText(Path.Combine(Folder, "AnalyzerReleases.Shipped.md")) + File.ReadAllText(Path.Combine(Folder, "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} | ", releases, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_belongs_to_a_rule()
    {
        var ids = Rules.Select(rule => rule.Id).ToHashSet();
        Assert.All(Directory.EnumerateFiles(Folder, "SEG*.md").Select(Path.GetFileNameWithoutExtension), id => Assert.Contains(id!, ids));
    }

    [Fact]
    public void One_id_means_one_rule()
        => Assert.All(Rules.GroupBy(rule => rule.Id), rules => Assert.Single(rules.Distinct()));

    [Fact]
    public void A_fix_is_for_known_rules_and_can_be_applied_to_all_places()
    {
        var ids = Rules.Select(rule => rule.Id).ToHashSet();
        Assert.All(Instances<CodeFixProvider>(typeof(MissingEndStreamFix).Assembly), fix =>
        {
            Assert.Subset(ids, fix.FixableDiagnosticIds.ToHashSet());
            Assert.NotNull(fix.GetFixAllProvider());
            Assert.NotNull(fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>());
        });
    }

    private static IEnumerable<T> Instances<T>(Assembly assembly)
        => assembly.GetTypes().Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract).Select(type => (T)Activator.CreateInstance(type)!);
}
