using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace SegStream.Generators.Tests;

/// <summary>
/// Thousands of spoiled sources. Whatever they are, neither the generator nor an analyzer throws, and every generated file can be parsed. Where the compiler finds nothing wrong, every
/// attributed method and type has its output or an error that says why not, and what is generated compiles.
/// </summary>
/// <remarks>SEGSTREAM_MUTANTS sets another number of sources, SEGSTREAM_SEED repeats a run.</remarks>
public sealed class MutatedSourceTests(ITestOutputHelper output)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(Analyzers.Endpoints.StreamEndpointAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly string[] Seeds =
    [
        .. new[] { "Parameters", "Metadata", "Unions", "Instance", "Shapes", "EventWriters" }.SelectMany(Pieces),
        .. MutationSeeds.All,
    ];

    [Fact]
    public async Task Spoiled_sources_have_output_that_compiles_or_an_error_and_never_a_crash()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEGSTREAM_SEED"), out var given) ? given : Environment.TickCount;
        var count = int.TryParse(Environment.GetEnvironmentVariable("SEGSTREAM_MUTANTS"), out var wanted) ? wanted : 1_500;
        var random = new Random(seed);
        var compiling = 0;
        var problems = new List<string>();
        for (var round = 0; round < count && problems.Count < MostProblems; round++)
        {
            var source = SourceMutation.Of(Seeds[random.Next(Seeds.Length)], random);
            if (await Try(source) is { } problem)
            {
                problems.Add($"round {round}: {problem}\n{source}");
            }

            compiling += _compiled ? 1 : 0;
        }

        Assert.True(problems.Count == 0, $"seed {seed}\n" + string.Join("\n==========\n", problems));
        output.WriteLine($"seed {seed}: {count} sources, {compiling} of them without an error of the compiler");
        Assert.True(compiling > count / 50, $"seed {seed}: only {compiling} of {count} sources say something about the output");
    }

    [Fact]
    public async Task Unspoiled_sources_have_output_that_compiles()
    {
        foreach (var source in Seeds)
        {
            Assert.Null(await Try(source));
            Assert.True(_compiled, source);
        }
    }

    // One cause has many faces.
    private const int MostProblems = 10;

    // Warnings are warnings here, as in most projects.
    private static CSharpCompilation? Lenient;

    private bool _compiled;

    private async Task<string?> Try(string source)
    {
        _compiled = false;
        var compilation = TestCompilation.Application(source);
        compilation = (Lenient ??= compilation.RemoveAllSyntaxTrees().WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithAllowUnsafe(true))).AddSyntaxTrees(compilation.SyntaxTrees);
        var run = GeneratorRun.Of(GeneratorRun.CreateDriver(trackSteps: false), compilation);
        if (run.Result.Exception is { } exception)
        {
            return "the generator failed: " + exception;
        }

        foreach (var file in run.Result.GeneratedSources)
        {
            if (file.SyntaxTree.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                return $"{file.HintName} cannot be parsed: {error}\n{file.SourceText}";
            }
        }

        var rules = await AnalyzeAsync(run.Output);
        if (rules.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } crash)
        {
            return "an analyzer failed: " + crash.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        }

        // A partial method without an implementation and the like are errors that generated code could not mend either.
        if (compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return null;
        }

        _compiled = true;
        return OutputOracle.WhatIsMissing(compilation, run, rules) ?? WhatDoesNotCompile(run, rules);
    }

    private static string? WhatDoesNotCompile(GeneratorRun run, ImmutableArray<Diagnostic> rules)
    {
        if (rules.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("SEG", StringComparison.Ordinal)))
        {
            // Two endpoints with one name are an error that both of them may share.
            return null;
        }

        var error = run.Output.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return error is null ? null : $"the output does not compile: {error}\n{error.Location.SourceTree?.GetText()}";
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation)
    {
        var analysis = new CompilationWithAnalyzers(compilation, Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return await analysis.GetAnalyzerDiagnosticsAsync();
    }

    // A snapshot's source in pieces of a few members, because most spoiled members hide what is right with the others.
    private static IEnumerable<string> Pieces(string name)
    {
        var root = (Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax)CSharpSyntaxTree.ParseText(new SnapshotFolder(name).Source, TestCompilation.ParseOptions).GetRoot();
        var large = root.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>().Where(type => type.Members.Count > 4 && type.Parent is not Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax).ToList();
        if (large.Count == 0 || name is "Unions" or "EventWriters")
        {
            return [root.ToFullString()];
        }

        return Enumerable.Range(0, 8).Select(part => root.ReplaceNodes(large, (type, _) =>
        {
            var kept = type.Members.Where((member, index) => member is not Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax || index % 8 == part);
            return type.WithMembers(SyntaxFactory.List(kept));
        }).ToFullString());
    }
}
