using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared;

namespace SegStream.CodeFixes.Registration;

/// <summary>Fixes SEG0301: keeps the sender; where the place is typed for the response, its declaration in the same document is changed too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTheSenderFix))]
[Shared]
public sealed class PassTheSenderFix : StreamFix
{
    internal const string PassTheSender = "PassTheSender";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ChannelPassedRegistration];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } = [(PassTheSender, "Pass the sender")];

    private protected override async Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || KeptValue(place.Token) is not { } value || SenderOf(value, model, cancellationToken) is not { } sender)
        {
            return null;
        }

        var passed = root.ReplaceNode(value, sender.WithTriviaFrom(value));
        if (await CompilesAsync(document, passed, cancellationToken).ConfigureAwait(false))
        {
            return passed;
        }

        if (KeeperOf(value, model, cancellationToken) is not { } keeper || KeepingTypes(keeper, root, cancellationToken) is not { Count: > 0 } types)
        {
            return null;
        }

        // All that the place keeps changes with its type.
        var values = root.DescendantNodes().OfType<ExpressionSyntax>().Where(other => SymbolEqualityComparer.Default.Equals(KeeperOf(other, model, cancellationToken), keeper));
        var senders = values.Select(kept => (Kept: (SyntaxNode)kept, Sender: SenderOf(kept, model, cancellationToken))).Where(kept => kept.Sender is not null).ToDictionary(kept => kept.Kept, kept => kept.Sender!);
        return root.ReplaceNodes(types.Concat(senders.Keys), (original, current) => senders.TryGetValue(original, out var kept)
            ? kept.WithTriviaFrom(original)
            : ((SimpleNameSyntax)current).WithIdentifier(SyntaxFactory.Identifier("StreamSender").WithTriviaFrom(((SimpleNameSyntax)current).Identifier)));
    }

    private static async Task<bool> CompilesAsync(Document document, SyntaxNode root, CancellationToken cancellationToken)
    {
        var model = await document.WithSyntaxRoot(root).GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model!.GetDiagnostics(cancellationToken: cancellationToken).All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
    }

    private static ExpressionSyntax? KeptValue(SyntaxToken token)
        => token.Parent?.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(expression => expression.SpanStart == token.SpanStart && expression.Parent switch
        {
            ArgumentSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right == expression,
            EqualsValueClauseSyntax => true,
            ArrowExpressionClauseSyntax => true,
            _ => false,
        });

    private static ExpressionSyntax? SenderOf(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(value, cancellationToken).Type?.Name == "StreamResponse")
        {
            return SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, value.WithoutTrivia(), SyntaxFactory.IdentifierName("Sender"));
        }

        if (value is IdentifierNameSyntax && model.GetSymbolInfo(value, cancellationToken).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var initial })
        {
            value = initial;
        }

        return value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "AsChannelWriter", Expression: var sender } } ? sender.WithoutTrivia() : null;
    }

    /// <summary>The field or property in which an expression is kept, itself or as a collection.</summary>
    private static ISymbol? KeeperOf(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        var keeper = value.Parent switch
        {
            AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } assignment when assignment.Right == value => element.Expression,
            AssignmentExpressionSyntax assignment when assignment.Right == value => assignment.Left,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } => access.Expression,
            _ => null,
        };
        if (keeper is not null)
        {
            return model.GetSymbolInfo(keeper, cancellationToken).Symbol is { Kind: SymbolKind.Field or SymbolKind.Property } symbol ? symbol : null;
        }

        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field } => model.GetDeclaredSymbol(field, cancellationToken),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => model.GetDeclaredSymbol(property, cancellationToken),
            _ => null,
        };
    }

    /// <summary>The names of response and writer types in the declaration of a field or property.</summary>
    private static List<SimpleNameSyntax> KeepingTypes(ISymbol keeper, SyntaxNode root, CancellationToken cancellationToken)
    {
        SyntaxNode? declaration = keeper.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return declaration is FieldDeclarationSyntax or PropertyDeclarationSyntax && root.Contains(declaration)
            ? [.. declaration.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.Text is "StreamResponse" or "ChannelWriter" && name.Parent is not MemberAccessExpressionSyntax)]
            : [];
    }
}
