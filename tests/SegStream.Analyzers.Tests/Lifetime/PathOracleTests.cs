using System.Globalization;
using System.Text;
using SegStream.Analyzers.Lifetime;
using Xunit.Abstractions;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class PathOracleTests(ITestOutputHelper output)
{
    private const int Programs = 1_000;

    [Fact]
    public async Task The_analyzer_agrees_with_an_interpreter_of_all_paths()
    {
        var seed = Environment.GetEnvironmentVariable("SEGSTREAM_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"SEGSTREAM_SEED={seed}");
        var random = new Random(seed);
        var programs = Enumerable.Range(0, Programs).Select(_ => RandomProgram.Create(random)).ToArray();
        var code = new StringBuilder("public static class Programs\n{\n");
        for (var number = 0; number < programs.Length; number++)
        {
            code.Append(programs[number].ToMethod(number));
        }

        var diagnostics = await CodeRun.DiagnosticsAsync(new MissingEndStreamAnalyzer(), code.Append('}').ToString());
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

    private static int MethodAround(string code, int position)
    {
        var start = code.LastIndexOf(" M", position, StringComparison.Ordinal) + 2;
        return int.Parse(code.AsSpan(start, code.IndexOf('(', start) - start), CultureInfo.InvariantCulture);
    }
}
