using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SegStream.Verifiers;

/// <summary>Applies a fix where a test asks for a property of the result and not for its text.</summary>
public static class FixRun
{
    /// <summary>Applies a fix to all places of a code.</summary>
    /// <param name="code">The code to fix.</param>
    /// <param name="support">Codes that it needs.</param>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="provider">The provider of the fix.</param>
    /// <param name="equivalenceKey">Which of its fixes.</param>
    /// <returns>The fixed code.</returns>
    /// <exception cref="VerificationException">The fixed code does not compile.</exception>
    public static async Task<string> FixAllAsync(string code, IEnumerable<string> support, DiagnosticAnalyzer analyzer, CodeFixProvider provider, string equivalenceKey)
    {
        var documents = support.Select((text, number) => ($"Support{number}.cs", text)).Prepend(("Code.cs", code));
        var solution = TestSolution.Create(documents, OutputKind.DynamicallyLinkedLibrary, editorConfig: null, projects: 1);
        var document = solution.Projects.Single().Documents.Single(candidate => candidate.Name == "Code.cs");
        var context = new FixAllContext(
            document,
            provider,
            FixAllScope.Document,
            equivalenceKey,
            provider.FixableDiagnosticIds,
            new AnalyzerDiagnostics([analyzer]),
            CancellationToken.None);
        if (await provider.GetFixAllProvider()!.GetFixAsync(context).ConfigureAwait(false) is not { } action)
        {
            return code;
        }

        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        await TestSolution.CompileAsync(changed.Projects.Single(), "The fixed code").ConfigureAwait(false);
        return (await changed.GetDocument(document.Id)!.GetTextAsync().ConfigureAwait(false)).ToString();
    }
}
