using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SegStream.Verifiers;

/// <summary>Runs analyzers over a project and fails when one of them throws.</summary>
public static class AnalyzerRun
{
    /// <summary>What the test process itself references: the framework, and the assemblies under test.</summary>
    public static ImmutableArray<MetadataReference> References => TestSolution.References;

    /// <summary>The diagnostics of the analyzers that are not suppressed, in the order of their places.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="options">The options, as from a project's <c>.editorconfig</c>; null for none.</param>
    /// <param name="analyzers">The analyzers.</param>
    /// <exception cref="VerificationException">An analyzer threw (AD0001).</exception>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Compilation compilation, AnalyzerOptions? options, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Exception? crash = null;
        var withAnalyzers = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            options ?? new AnalyzerOptions([]),
            (exception, _, _) => Interlocked.CompareExchange(ref crash, exception, null),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false));
        var diagnostics = await withAnalyzers.GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        if (crash is not null || diagnostics.Any(diagnostic => diagnostic.Id == "AD0001"))
        {
            throw new VerificationException($"An analyzer threw: {crash?.ToString() ?? diagnostics.First(diagnostic => diagnostic.Id == "AD0001").ToString()}");
        }

        return [.. diagnostics
            .Where(diagnostic => !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    internal static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = await project.GetCompilationAsync().ConfigureAwait(false)
            ?? throw new VerificationException("The project has no compilation.");
        return await DiagnosticsAsync(compilation, project.AnalyzerOptions, analyzers).ConfigureAwait(false);
    }
}
