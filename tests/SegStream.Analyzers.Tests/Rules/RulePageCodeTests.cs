using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Analyzers.Lifetime;
using SegStream.Verifiers;

namespace SegStream.Analyzers.Tests.Rules;

/// <summary>What a rule page calls wrong is reported where the page says, by this rule and no other; what it calls right compiles and is not reported.</summary>
public sealed class RulePageCodeTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "rules");

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(MissingEndStreamAnalyzer).Assembly.GetTypes()
            .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "SEG*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Wrong_code_is_reported_where_its_comments_say(string id)
    {
        var code = Code(id, "Wrong");

        Assert.NotEmpty(code.Announced);
        Assert.All(code.Announced, announced => Assert.EndsWith(id, announced, StringComparison.Ordinal));
        Assert.Equal(code.Announced, await ReportedAsync(code));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Right_code_is_not_reported(string id) => Assert.Empty(await ReportedAsync(Code(id, "Right")));

    private static RulePageCode Code(string id, string section) => RulePageCode.Of(File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n"), section);

    private static async Task<IEnumerable<string>> ReportedAsync(RulePageCode code)
    {
        var compilation = code.Compile();
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => error.ToString()));
        var reported = await AnalyzerRun.DiagnosticsAsync(compilation, null, Analyzers);
        return reported
            .Select(diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.Id))
            .Distinct()
            .Order()
            .Select(place => RulePageCode.Describe(place.Line, place.Id));
    }
}
