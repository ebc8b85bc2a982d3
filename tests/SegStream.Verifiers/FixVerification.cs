using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SegStream.Verifiers;

/// <summary>Applies a fix one by one and by FixAll and compares the results with the expected code.</summary>
internal sealed class FixVerification
{
    private const int MaxSteps = 50;

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly FixExpectation _fix;
    private readonly IReadOnlyList<MarkedSource> _expected;
    private readonly string _id;

    public FixVerification(ImmutableArray<DiagnosticAnalyzer> analyzers, FixExpectation fix, IReadOnlyList<string> paths, string id)
    {
        if (paths.Count != fix.Codes.Count)
        {
            throw new VerificationException($"There are {paths.Count} codes and {fix.Codes.Count} codes after the fix.");
        }

        _analyzers = analyzers;
        _fix = fix;
        _expected = [.. paths.Zip(fix.Codes, MarkedSource.Parse)];
        _id = id;
    }

    public static async Task VerifyNotOfferedAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CodeFixProvider provider, string? unwantedKey)
    {
        foreach (var diagnostic in diagnostics.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var actions = await ActionsAsync(project.Solution, diagnostic, provider).ConfigureAwait(false);
            if (actions.FirstOrDefault(action => unwantedKey is null || action.EquivalenceKey == unwantedKey) is { } unwanted)
            {
                var changed = await ApplyAsync(unwanted).ConfigureAwait(false);
                var text = await changed.GetDocument(project.GetDocument(diagnostic.Location.SourceTree)!.Id)!.GetTextAsync().ConfigureAwait(false);
                throw new VerificationException($"The fix '{unwanted.Title}' is offered for {diagnostic}\n\n{text}");
            }
        }
    }

    public async Task VerifyAsync(Func<int, Solution> create)
    {
        await VerifyResultAsync(await OneByOneAsync(create(1)).ConfigureAwait(false), "one by one").ConfigureAwait(false);
        if (_fix.Provider.GetFixAllProvider() is not { } fixAll)
        {
            throw new VerificationException("The fix cannot be applied to all places.");
        }

        foreach (var (scope, projects) in new[] { (FixAllScope.Document, 1), (FixAllScope.Project, 1), (FixAllScope.Solution, 2) })
        {
            var solution = await FixAllAsync(create(projects), fixAll, scope).ConfigureAwait(false);
            await VerifyResultAsync(solution, $"for the {scope}").ConfigureAwait(false);
        }
    }

    private async Task<Solution> OneByOneAsync(Solution solution)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            if (await FirstActionAsync(solution).ConfigureAwait(false) is not var (_, action))
            {
                return step > 0 ? solution : throw new VerificationException("The fix is not offered.");
            }

            solution = await ApplyAsync(action).ConfigureAwait(false);
        }

        throw new VerificationException($"After {MaxSteps} fixes there is still something to fix.");
    }

    private async Task<(Diagnostic Diagnostic, CodeAction Action)?> FirstActionAsync(Solution solution, DocumentId? document = null)
    {
        foreach (var project in solution.Projects)
        {
            foreach (var diagnostic in await AnalyzerRun.DiagnosticsAsync(project, _analyzers).ConfigureAwait(false))
            {
                if (!_fix.Provider.FixableDiagnosticIds.Contains(diagnostic.Id)
                    || (document is not null && solution.GetDocument(diagnostic.Location.SourceTree)?.Id != document))
                {
                    continue;
                }

                var actions = await ActionsAsync(solution, diagnostic, _fix.Provider).ConfigureAwait(false);
                if (actions.FirstOrDefault(action => _fix.EquivalenceKey is null || action.EquivalenceKey == _fix.EquivalenceKey) is { } action)
                {
                    return (diagnostic, action);
                }
            }
        }

        return null;
    }

    private async Task<Solution> FixAllAsync(Solution solution, FixAllProvider fixAll, FixAllScope scope)
    {
        var documents = scope == FixAllScope.Document ? solution.Projects.SelectMany(project => project.DocumentIds).ToArray<DocumentId?>() : [null];
        foreach (var id in documents)
        {
            if (await FirstActionAsync(solution, id).ConfigureAwait(false) is not var (diagnostic, action))
            {
                continue;
            }

            var document = solution.GetDocument(diagnostic.Location.SourceTree)!;
            var context = new FixAllContext(
                document,
                _fix.Provider,
                scope,
                action.EquivalenceKey!,
                _fix.Provider.FixableDiagnosticIds,
                new AnalyzerDiagnostics(_analyzers),
                CancellationToken.None);
            if (await fixAll.GetFixAsync(context).ConfigureAwait(false) is not { } all)
            {
                throw new VerificationException($"FixAll for the {scope} does nothing.");
            }

            solution = await ApplyAsync(all).ConfigureAwait(false);
        }

        return solution;
    }

    private async Task VerifyResultAsync(Solution solution, string how)
    {
        foreach (var project in solution.Projects)
        {
            foreach (var expected in _expected)
            {
                var document = project.Documents.Single(document => document.FilePath!.EndsWith("/" + expected.Path, StringComparison.Ordinal));
                var text = (await document.GetTextAsync().ConfigureAwait(false)).ToString();
                if (text != expected.Code)
                {
                    throw new VerificationException($"Fixed {how}, expected:\n{expected.Code}\n\nactual:\n{text}");
                }
            }

            await TestSolution.CompileAsync(project, $"The code fixed {how}").ConfigureAwait(false);
            DiagnosticComparison.Verify(_expected, await AnalyzerRun.DiagnosticsAsync(project, _analyzers).ConfigureAwait(false), _id);
        }
    }

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(Solution solution, Diagnostic diagnostic, CodeFixProvider provider)
    {
        var actions = new List<CodeAction>();
        var document = solution.GetDocument(diagnostic.Location.SourceTree)!;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None)).ConfigureAwait(false);
        var keys = actions.Select(action => action.EquivalenceKey).ToArray();
        if (keys.Contains(null) || keys.Distinct().Count() != keys.Length)
        {
            throw new VerificationException($"The equivalence keys of the fixes are not unique: {string.Join(", ", keys.Select(key => key ?? "null"))}");
        }

        return actions;
    }

    private static async Task<Solution> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }
}
