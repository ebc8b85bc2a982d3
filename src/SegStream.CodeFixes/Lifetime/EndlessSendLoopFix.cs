using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using SegStream.Shared;

namespace SegStream.CodeFixes.Lifetime;

/// <summary>Fixes SEG0105: leaves the loop when the result of a send says that the stream is over.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EndlessSendLoopFix))]
[Shared]
public sealed class EndlessSendLoopFix : StreamFix
{
    internal const string Leave = "LeaveLoopWhenOver";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.EndlessSendLoop];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } = [(Leave, "Leave the loop when the stream is over")];

    private protected override Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
        => Task.FromResult(Apply(root, place));

    private static SyntaxNode? Apply(SyntaxNode root, FixPlace place)
    {
        if (place.Additional.IsEmpty
            || place.Additional[0].Parent?.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } send
            || place.Token.Parent is not StatementSyntax loop
            || LeftByBreak(send) != loop
            || Over(send.Expression) is not { } over)
        {
            return null;
        }

        var leave = SyntaxFactory.IfStatement(over, SyntaxFactory.Block(SyntaxFactory.BreakStatement()))
            .WithLeadingTrivia(send.GetLeadingTrivia())
            .WithTrailingTrivia(send.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
        return root.ReplaceNode(send, leave);
    }

    private static SyntaxNode? LeftByBreak(SyntaxNode statement)
        => statement.Ancestors().FirstOrDefault(node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    private static ExpressionSyntax? Over(ExpressionSyntax send)
    {
        if (send is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } discarded)
        {
            send = discarded.Right;
        }

        send = send.WithoutTrivia();
        return send switch
        {
            AwaitExpressionSyntax => SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, send),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "TryWrite" or "WriteAsync" } } => null,
            InvocationExpressionSyntax => SyntaxFactory.BinaryExpression(SyntaxKind.EqualsExpression, send, SyntaxFactory.ParseExpression("SendResult.Closed")),
            _ => null,
        };
    }
}
