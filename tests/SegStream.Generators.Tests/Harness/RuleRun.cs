using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Analyzers.Endpoints;

namespace SegStream.Generators.Tests.Harness;

/// <summary>Runs the analyzers over a source in which <c>{|SEG0001:…|}</c> marks what is to be reported.</summary>
internal static partial class RuleRun
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.IO; using System.Threading; using System.Threading.Channels; using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Http.HttpResults; using Microsoft.AspNetCore.Mvc; using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection; using SegStream; using SegStream.Vocabulary;

        """;

    /// <summary>Asserts exactly the marked diagnostics, and that the generator has an output for the source if and only if nothing is marked.</summary>
    public static async Task VerifyAsync(string marked)
    {
        var (source, expected) = Parse(Usings + marked);
        var compilation = TestCompilation.Application(source);
        var broken = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS8795" or "CS8019") && diagnostic.DefaultSeverity == DiagnosticSeverity.Error).ToList();
        Assert.True(broken.Count == 0, string.Join("\n", broken));

        var actual = await AnalyzeAsync(compilation);
        Assert.Equal(
            expected.Select(item => $"{item.Id} '{source[item.Start..item.End]}' at {item.Start}").Order(StringComparer.Ordinal),
            actual.Select(item => $"{item.Id} '{source[item.Location.SourceSpan.Start..item.Location.SourceSpan.End]}' at {item.Location.SourceSpan.Start}").Order(StringComparer.Ordinal));

        var run = GeneratorRun.Of(compilation);
        Assert.Null(run.Result.Exception);
        if (expected.Count == 0)
        {
            // In a build the analyzers see the generated code too.
            Assert.Empty(await AnalyzeAsync(run.AssertCompiles().Output));
        }
    }

    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation)
    {
        var analysis = new CompilationWithAnalyzers(
            compilation,
            [new StreamEndpointAnalyzer(), new StreamEventUnionAnalyzer()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        return await analysis.GetAnalyzerDiagnosticsAsync();
    }

    private static (string Source, List<(string Id, int Start, int End)> Expected) Parse(string marked)
    {
        var source = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var expected = new List<(string, int, int)>();
        for (var position = 0; position < marked.Length;)
        {
            if (Marker().Match(marked, position) is { Success: true } marker)
            {
                open.Push((marker.Groups[1].Value, source.Length));
                position += marker.Length;
            }
            else if (open.Count > 0 && string.CompareOrdinal(marked, position, "|}", 0, 2) == 0)
            {
                var (id, start) = open.Pop();
                expected.Add((id, start, source.Length));
                position += 2;
            }
            else
            {
                source.Append(marked[position++]);
            }
        }

        return (source.ToString(), expected);
    }

    [GeneratedRegex(@"\G\{\|(SEG\d{4}):")]
    private static partial Regex Marker();
}
