using System.Globalization;
using System.Text;
using SegStream.Analyzers.Lifetime;
using SegStream.CodeFixes.Lifetime;
using SegStream.Verifiers;
using Xunit.Abstractions;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class PathOracleTests(ITestOutputHelper output)
{
    private const int Programs = 1_000;

    // Each fix is checked by compiling the document again.
    private const int FixedPrograms = 100;

    [Fact]
    public async Task The_analyzer_agrees_with_an_interpreter_of_all_paths()
    {
        var (seed, programs, code) = Create(Programs);
        var diagnostics = await CodeRun.DiagnosticsAsync(new MissingEndStreamAnalyzer(), code);
        var reported = diagnostics.ToLookup(diagnostic => MethodAround(diagnostic.Location.SourceTree!.ToString(), diagnostic.Location.SourceSpan.Start), diagnostic => diagnostic.Id);
        var verdicts = new Dictionary<string, int>();
        for (var number = 0; number < programs.Length; number++)
        {
            var expected = PathOracle.Judge(programs[number]) ?? "nothing";
            var actual = string.Join(' ', reported[number].DefaultIfEmpty("nothing"));
            Assert.True(expected == actual, $"Seed {seed}: expected {expected}, reported {actual} for\n{programs[number].ToMethod(number)}");
            verdicts[expected] = verdicts.GetValueOrDefault(expected) + 1;
        }

        output.WriteLine(string.Join(", ", verdicts));
        Assert.Equal(3, verdicts.Count);
    }

    [Fact]
    public async Task The_fix_ends_the_stream_on_every_path_that_leaked()
    {
        var (seed, programs, code) = Create(FixedPrograms);
        var fixedCode = await FixRun.FixAllAsync(code, Codes.Support, new MissingEndStreamAnalyzer(), new MissingEndStreamOnSomePathFix(), "EndStreamOnThePath");
        var left = await CodeRun.DiagnosticsAsync(new MissingEndStreamAnalyzer(), fixedCode);
        foreach (var diagnostic in left.Where(diagnostic => diagnostic.Id == "SEG0102" && diagnostic.Properties["ExitsAreExact"] is not null))
        {
            var number = MethodAround(diagnostic.Location.SourceTree!.ToString(), diagnostic.Location.SourceSpan.Start);
            Assert.Fail($"Seed {seed}: still leaks after the fix:\n{programs[number].ToMethod(number)}\n{fixedCode}");
        }
    }

    private (int Seed, RandomProgram[] Programs, string Code) Create(int count)
    {
        var seed = Environment.GetEnvironmentVariable("SEGSTREAM_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"SEGSTREAM_SEED={seed}");
        var random = new Random(seed);
        var programs = Enumerable.Range(0, count).Select(_ => RandomProgram.Create(random)).ToArray();
        var code = new StringBuilder("public static class Programs\n{\n");
        for (var number = 0; number < programs.Length; number++)
        {
            code.Append(programs[number].ToMethod(number));
        }

        return (seed, programs, code.Append('}').ToString());
    }

    private static int MethodAround(string code, int position)
    {
        var start = code.LastIndexOf(" M", position, StringComparison.Ordinal) + 2;
        return int.Parse(code.AsSpan(start, code.IndexOf('(', start) - start), CultureInfo.InvariantCulture);
    }
}
