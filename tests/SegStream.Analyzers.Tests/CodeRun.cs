using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Verifiers;

namespace SegStream.Analyzers.Tests;

/// <summary>Runs an analyzer over code where a test looks at more than ids and places.</summary>
internal static class CodeRun
{
    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(DiagnosticAnalyzer analyzer, params string[] codes) => DiagnosticsAsync([analyzer], codes);

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(ImmutableArray<DiagnosticAnalyzer> analyzers, params string[] codes)
    {
        var compilation = Compile(codes);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return await AnalyzerRun.DiagnosticsAsync(compilation, options: null, analyzers);
    }

    public static CSharpCompilation Compile(params string[] codes)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = codes.Concat(Codes.Support).Select((code, number) => CSharpSyntaxTree.ParseText(code, options, $"Code{number}.cs"));
        return CSharpCompilation.Create("Codes", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static IEnumerable<MetadataReference> References => AnalyzerRun.References;
}
