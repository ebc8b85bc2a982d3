using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using SegStream.Analyzers.Lifetime;
using SegStream.CodeFixes.Lifetime;
using SegStream.Verifiers;
using Xunit.Abstractions;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class PathOracleTests(ITestOutputHelper output)
{
    private const int Programs = 20_000;
    private const int ProgramsPerFile = 250;

    // Each fix is checked by compiling the document again.
    private const int FixedPrograms = 100;

    private const string Union = """
        [StreamEvents]
        public abstract partial record Step
        {
            [StreamEvent("start")] public sealed record Start : Step;
            [StreamEvent("progress")] public sealed record Progress : Step;
            [StreamEvent("done", Terminal = true)] public sealed record Done : Step;
        }
        """;

    [Fact]
    public async Task The_analyzers_agree_with_an_interpreter_of_all_paths()
    {
        var (seed, programs) = Create(Programs);
        var codes = programs.Chunk(ProgramsPerFile).Select((chunk, file) => Code(chunk, file)).ToArray();
        var clock = Process.GetCurrentProcess().TotalProcessorTime;
        var compilation = CodeRun.Compile([.. codes, Union]);

        // All programs are made of the same few statements; binding all of them once more only to see that takes longer than the analysis.
        Assert.Empty(compilation.GetSemanticModel(compilation.SyntaxTrees[0]).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var diagnostics = await AnalyzerRun.DiagnosticsAsync(compilation, options: null, [new MissingEndStreamAnalyzer(), new UseAfterEndAnalyzer()]);
        output.WriteLine($"{programs.Length} programs analyzed in {(Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds:F1} s of processor time");
        var reported = diagnostics.ToLookup(diagnostic => ProgramAround(diagnostic, codes), diagnostic => Describe(diagnostic, codes[FileOf(diagnostic)]));
        var verdicts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var disagreements = new List<string>();
        for (var number = 0; number < programs.Length; number++)
        {
            var expected = PathOracle.Judge(programs[number]);
            var actual = reported[number].Order(StringComparer.Ordinal).ToArray();
            if (!expected.SequenceEqual(actual))
            {
                disagreements.Add($"expected [{string.Join(", ", expected)}], reported [{string.Join(", ", actual)}] for\n{programs[number].ToMethod(number)}");
            }

            foreach (var verdict in expected.Select(verdict => verdict[..7]).DefaultIfEmpty("nothing"))
            {
                verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            }
        }

        // The shortest program says most.
        Assert.True(disagreements.Count == 0, $"Seed {seed}, {disagreements.Count} disagreements: {disagreements.MinBy(text => text.Length)}");
        output.WriteLine(string.Join(", ", verdicts));
        Assert.Equal(["SEG0101", "SEG0102", "SEG0103", "SEG0104", "SEG0204", "nothing"], verdicts.Keys);
    }

    [Fact]
    public async Task The_fix_ends_the_stream_on_every_path_that_leaked()
    {
        var (seed, programs) = Create(FixedPrograms);
        var fixedCode = await FixRun.FixAllAsync(Code(programs, 0), [.. Codes.Support, Union], new MissingEndStreamAnalyzer(), new MissingEndStreamOnSomePathFix(), "EndStreamOnThePath");
        var left = await CodeRun.DiagnosticsAsync(new MissingEndStreamAnalyzer(), fixedCode, Union);
        foreach (var diagnostic in left.Where(diagnostic => diagnostic.Id == "SEG0102" && diagnostic.Properties["ExitsAreExact"] is not null))
        {
            Assert.Fail($"Seed {seed}: still leaks after the fix, {diagnostic}:\n{fixedCode}");
        }
    }

    private (int Seed, RandomProgram[] Programs) Create(int count)
    {
        var seed = Environment.GetEnvironmentVariable("SEGSTREAM_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"SEGSTREAM_SEED={seed}");
        var random = new Random(seed);
        return (seed, [.. Enumerable.Range(0, count).Select(_ => RandomProgram.Create(random))]);
    }

    private static string Code(RandomProgram[] programs, int file)
    {
        var code = new StringBuilder($"public static class Programs{file}\n{{\n");
        for (var number = 0; number < programs.Length; number++)
        {
            code.Append(programs[number].ToMethod(number));
        }

        return code.Append('}').ToString();
    }

    private static int FileOf(Diagnostic diagnostic) => int.Parse(diagnostic.Location.SourceTree!.FilePath.AsSpan("Code".Length, diagnostic.Location.SourceTree.FilePath.Length - "Code.cs".Length), CultureInfo.InvariantCulture);

    private static int ProgramAround(Diagnostic diagnostic, string[] codes)
    {
        var file = FileOf(diagnostic);
        var code = codes[file];
        var start = code.LastIndexOf(" M", diagnostic.Location.SourceSpan.Start, StringComparison.Ordinal) + 2;
        return (file * ProgramsPerFile) + int.Parse(code.AsSpan(start, code.IndexOf('(', start) - start), CultureInfo.InvariantCulture);
    }

    private static string Describe(Diagnostic diagnostic, string code)
    {
        var (start, end) = (diagnostic.Location.SourceSpan.Start, code.IndexOf('\n', diagnostic.Location.SourceSpan.Start));
        var site = code.IndexOf('#', start, end - start);
        return site < 0 ? diagnostic.Id : $"{diagnostic.Id} {code[site..end].TrimEnd()}";
    }
}
