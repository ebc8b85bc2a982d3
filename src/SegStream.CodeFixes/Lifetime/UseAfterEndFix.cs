using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using SegStream.Shared;

namespace SegStream.CodeFixes.Lifetime;

/// <summary>Fixes SEG0103, SEG0104 and SEG0204: removes a call that comes too late, or lets the end follow it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAfterEndFix))]
[Shared]
public sealed class UseAfterEndFix : StreamFix
{
    internal const string Remove = "RemoveLateCall";
    internal const string EndLater = "EndStreamAfterSend";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SentAfterEnd, RuleIds.EndedTwice, RuleIds.SentAfterTerminal];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } =
    [
        (Remove, "Remove the call"),
        (EndLater, "End the stream after this call"),
    ];

    private protected override Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
        => Task.FromResult(Statement(place.Token) is { } call ? key == Remove ? RemoveFrom(root, call) : MoveEnd(root, place, call) : null);

    // Only where the statement is nothing but the call, awaited or not, so that nothing else is lost with it.
    private static ExpressionStatementSyntax? Statement(SyntaxToken verb)
    {
        var statement = verb.Parent?.FirstAncestorOrSelf<StatementSyntax>() as ExpressionStatementSyntax;
        var expression = statement?.Expression;
        if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } discarded)
        {
            expression = discarded.Right;
        }

        if (expression is AwaitExpressionSyntax awaited)
        {
            expression = awaited.Expression;
        }

        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call && access.Name.Identifier != verb)
        {
            expression = access.Name.Identifier.Text is "ConfigureAwait" or "AsTask" ? access.Expression : null;
        }

        return expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier: var name } } && name == verb
            || expression is ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier: var bound } } } && bound == verb
                ? statement
                : null;
    }

    private static SyntaxNode? RemoveFrom(SyntaxNode root, StatementSyntax call)
        => call.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax
            ? root.RemoveNode(call.Parent is GlobalStatementSyntax global ? global : call, SyntaxRemoveOptions.KeepNoTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives)
            : root.ReplaceNode(call, SyntaxFactory.Block().WithTriviaFrom(call).WithAdditionalAnnotations(Formatter.Annotation));

    private static SyntaxNode? MoveEnd(SyntaxNode root, FixPlace place, StatementSyntax call)
    {
        if (call.Parent is not BlockSyntax block
            || place.Additional.Length != 1
            || place.Additional[0].Parent?.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } end
            || end.Parent != block
            || !Ends(end)
            || block.Statements.IndexOf(end) > block.Statements.IndexOf(call))
        {
            return null;
        }

        var statements = block.Statements.Remove(end);
        var index = block.Statements.IndexOf(call);
        return root.ReplaceNode(block, block.WithStatements(statements.Insert(index, end)));
    }

    private static bool Ends(ExpressionStatementSyntax end)
        => end.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "EndStream" or "Fail" or "TryComplete" or "Complete" } };
}
