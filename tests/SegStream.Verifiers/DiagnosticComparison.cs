using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SegStream.Verifiers;

/// <summary>Compares reported diagnostics with marks.</summary>
internal static class DiagnosticComparison
{
    public static void Verify(IReadOnlyList<MarkedSource> sources, ImmutableArray<Diagnostic> diagnostics, string id)
    {
        var expected = sources
            .SelectMany(source => source.Marks.Select(mark => Describe(source.Path, mark.Id ?? id, mark.Span, source.Code)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var actual = diagnostics
            .Select(diagnostic => Describe(
                PathOf(diagnostic.Location),
                diagnostic.Id,
                diagnostic.Location.SourceSpan,
                diagnostic.Location.SourceTree?.ToString() ?? ""))
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (!expected.SequenceEqual(actual))
        {
            var code = string.Join("\n----\n", sources.Select(source => source.Code));
            throw new VerificationException($"Expected:\n{List(expected)}\n\nReported:\n{List(actual)}\n\n{code}");
        }
    }

    // Documents of test projects lie in a folder with the project's name.
    private static string PathOf(Location location)
    {
        var path = location.SourceTree?.FilePath ?? "";
        var end = path.IndexOf('/', Math.Min(1, path.Length));
        return end < 0 ? path : path[(end + 1)..];
    }

    private static string Describe(string path, string id, TextSpan span, string code)
    {
        var line = code.AsSpan(0, span.Start).Count('\n') + 1;
        return $"{path} line {line,4} [{span.Start}..{span.End}) {id} {code.Substring(span.Start, Math.Min(60, span.Length)).ReplaceLineEndings(" ")}";
    }

    private static string List(string[] lines) => lines.Length == 0 ? "nothing" : string.Join('\n', lines);
}
