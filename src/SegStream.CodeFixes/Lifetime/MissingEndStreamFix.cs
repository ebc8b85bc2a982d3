using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using SegStream.Analyzers.Lifetime;
using SegStream.Shared;

namespace SegStream.CodeFixes.Lifetime;

/// <summary>Fixes SEG0101: ends the stream at the end of the code that owns it, or in a <c>finally</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingEndStreamFix))]
[Shared]
public sealed class MissingEndStreamFix : StreamFix
{
    internal const string AtTheEnd = "EndStreamAtTheEnd";
    internal const string InFinally = "EndStreamInFinally";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.StreamNeverEnded];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } =
    [
        (AtTheEnd, "Call EndStream() at the end"),
        (InFinally, "Call EndStream() in a finally block"),
    ];

    private protected override Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
        => Task.FromResult(Apply(root, place, key));

    private static SyntaxNode? Apply(SyntaxNode root, FixPlace place, string key)
    {
        if (place.Properties[LifetimeRules.SenderProperty] is not { } sender)
        {
            return null;
        }

        var function = Bodies.FunctionOf(place.Token);
        var isParameter = place.Token.Parent is ParameterSyntax;
        var declaration = isParameter ? null : place.Token.Parent?.FirstAncestorOrSelf<StatementSyntax>();
        var block = isParameter ? Bodies.BlockOf(function) : declaration?.Parent as BlockSyntax;
        if (block is null)
        {
            return isParameter && key == AtTheEnd && Bodies.WithBlock(function, Bodies.EndStream(sender)) is { } changed ? root.ReplaceNode(function!, changed) : null;
        }

        var first = declaration is null ? 0 : block.Statements.IndexOf(declaration) + 1;
        return (key == AtTheEnd ? Append(block, sender) : Wrap(block, first, sender)) is { } body ? root.ReplaceNode(block, body) : null;
    }

    private static BlockSyntax? Append(BlockSyntax block, string sender)
    {
        var end = Bodies.EndStream(sender);
        switch (block.Statements.LastOrDefault())
        {
            case ReturnStatementSyntax last:
                return Bodies.Mentions(last.Expression, sender) ? null : block.WithStatements(block.Statements.ReplaceRange(last, Bodies.Before(last, end)));
            case ThrowStatementSyntax:
                return null;
            default:
                return block.AddStatements(end);
        }
    }

    private static BlockSyntax? Wrap(BlockSyntax block, int first, string sender)
    {
        var wrapped = block.Statements.Skip(first).ToArray();
        if (wrapped.Length == 0)
        {
            return null;
        }

        var attempt = SyntaxFactory.TryStatement(
            SyntaxFactory.Block(wrapped),
            default,
            SyntaxFactory.FinallyClause(SyntaxFactory.Block(Bodies.EndStream(sender))));
        return block.WithStatements(SyntaxFactory.List(block.Statements.Take(first).Append(attempt.WithAdditionalAnnotations(Formatter.Annotation))));
    }
}
