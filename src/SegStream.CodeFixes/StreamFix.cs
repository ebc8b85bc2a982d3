using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SegStream.CodeFixes;

/// <summary>
/// A fix that changes one document and is offered only where the result has no new errors. FixAll applies it to one place after the other,
/// because two of them may change the same method or declaration.
/// </summary>
public abstract class StreamFix : CodeFixProvider
{
    /// <summary>The fixes: equivalence key and title.</summary>
    private protected abstract IReadOnlyList<(string Key, string Title)> Kinds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new OneAfterTheOther(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var (key, title) in Kinds)
            {
                if (await FixAsync(context.Document, [diagnostic], key, context.CancellationToken).ConfigureAwait(false) is not null)
                {
                    var action = CodeAction.Create(TitleOf(title, diagnostic), token => ChangeAsync(context.Document, diagnostic, key, token), key);
                    context.RegisterCodeFix(action, diagnostic);
                }
            }
        }
    }

    /// <summary>The title of a fix for one diagnostic.</summary>
    private protected virtual string TitleOf(string title, Diagnostic diagnostic) => title;

    /// <summary>Changes the document at one place.</summary>
    /// <returns>The changed root; null when the fix cannot be applied there.</returns>
    private protected abstract Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken);

    private async Task<Document> ChangeAsync(Document document, Diagnostic diagnostic, string key, CancellationToken cancellationToken)
        => await FixAsync(document, [diagnostic], key, cancellationToken).ConfigureAwait(false) ?? document;

    private async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string key, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        var errors = await ErrorsAsync(document, cancellationToken).ConfigureAwait(false);
        var places = new PlaceMarks(root, diagnostics);
        var current = document.WithSyntaxRoot(places.Root);
        var isChanged = false;
        for (var index = 0; index < diagnostics.Length; index++)
        {
            var marked = (await current.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            if (places.Find(marked, index) is not { } place
                || await ApplyAsync(current, marked, place, key, cancellationToken).ConfigureAwait(false) is not { } changedRoot)
            {
                continue;
            }

            var changed = current.WithSyntaxRoot(changedRoot);
            if (await ErrorsAsync(changed, cancellationToken).ConfigureAwait(false) <= errors)
            {
                current = changed;
                isChanged = true;
            }
        }

        return isChanged ? current : null;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model?.GetDiagnostics(cancellationToken: cancellationToken).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ?? 0;
    }

    private sealed class OneAfterTheOther : DocumentBasedFixAllProvider
    {
        private readonly StreamFix _fix;

        public OneAfterTheOther(StreamFix fix)
        {
            _fix = fix;
        }

        protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
            => await _fix.FixAsync(
                document,
                [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)],
                fixAllContext.CodeActionEquivalenceKey!,
                fixAllContext.CancellationToken).ConfigureAwait(false);
    }
}
