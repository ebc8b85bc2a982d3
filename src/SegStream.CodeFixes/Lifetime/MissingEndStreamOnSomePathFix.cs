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

/// <summary>Fixes SEG0102: ends the stream before the exits that leave it open.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingEndStreamOnSomePathFix))]
[Shared]
public sealed class MissingEndStreamOnSomePathFix : StreamFix
{
    internal const string OnThePath = "EndStreamOnThePath";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.StreamNotEndedOnEveryPath];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } = [(OnThePath, "Call EndStream() on the paths that leave the stream open")];

    private protected override Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
        => Task.FromResult(Apply(root, place));

    private static SyntaxNode? Apply(SyntaxNode root, FixPlace place)
    {
        if (place.Properties[LifetimeRules.SenderProperty] is not { } sender || place.Properties[LifetimeRules.ExitsAreExactProperty] is null || place.Additional.IsEmpty)
        {
            return null;
        }

        var exits = new Dictionary<SyntaxNode, SyntaxToken>();
        foreach (var exit in place.Additional)
        {
            switch (exit.Parent)
            {
                case ReturnStatementSyntax statement when !Bodies.Mentions(statement.Expression, sender):
                    exits[statement] = exit;
                    break;
                case BlockSyntax block when exit == block.CloseBraceToken:
                    exits[block] = exit;
                    break;
                default:
                    return null;
            }
        }

        return new ExitRewriter(exits.Keys, sender).Visit(root);
    }

    private sealed class ExitRewriter : CSharpSyntaxRewriter
    {
        private readonly HashSet<SyntaxNode> _exits;
        private readonly string _sender;

        public ExitRewriter(IEnumerable<SyntaxNode> exits, string sender)
        {
            _exits = [.. exits];
            _sender = sender;
        }

        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            var visited = (BlockSyntax)base.VisitBlock(node)!;
            visited = visited.WithStatements(WithEnds(node.Statements, visited.Statements));
            return _exits.Contains(node) ? visited.AddStatements(Bodies.EndStream(_sender)) : visited;
        }

        public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
        {
            var visited = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
            return visited.WithStatements(WithEnds(node.Statements, visited.Statements));
        }

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
            => _exits.Contains(node) && node.Parent is not (BlockSyntax or SwitchSectionSyntax)
                ? SyntaxFactory.Block(Bodies.EndStream(_sender), node.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithTrailingTrivia(SyntaxFactory.ElasticMarker)).WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation)
                : base.VisitReturnStatement(node);

        private SyntaxList<StatementSyntax> WithEnds(SyntaxList<StatementSyntax> originals, SyntaxList<StatementSyntax> visited)
        {
            var statements = new List<StatementSyntax>();
            for (var index = 0; index < originals.Count; index++)
            {
                if (_exits.Contains(originals[index]) && originals[index] is ReturnStatementSyntax)
                {
                    statements.AddRange(Bodies.Before(visited[index], Bodies.EndStream(_sender)));
                }
                else
                {
                    statements.Add(visited[index]);
                }
            }

            return SyntaxFactory.List(statements);
        }
    }
}
