using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared;

namespace SegStream.CodeFixes.Payloads;

/// <summary>Fixes SEG0202: declares an event union with a case for each type that is sent, and sends its cases.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EventUnionFix))]
[Shared]
public sealed class EventUnionFix : StreamFix
{
    internal const string CreateUnion = "CreateEventUnion";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.MixedDataTypes];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } = [(CreateUnion, "Create an event union from the types that are sent")];

    private protected override async Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var method = place.Token.Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        var type = method?.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault();
        if (model is null || method is null || type is null)
        {
            return null;
        }

        var sends = SentValues.At(place.Token, method, model, cancellationToken);
        if (sends.Values.Count == 0 || EventUnion.Create(method, type, sends.Values.Select(sent => sent.Type), model, cancellationToken) is not { } union)
        {
            return null;
        }

        var replaced = sends.Values.ToDictionary(sent => (SyntaxNode)sent.Expression, sent => sent.Type);
        var nodes = replaced.Keys.Concat(sends.Names).Concat(sends.ElementTypes).Append(type);
        return root.ReplaceNodes(nodes, (original, current) => original switch
        {
            ExpressionSyntax expression when replaced.TryGetValue(expression, out var sent) => union.Wrap((ExpressionSyntax)current, sent),
            SimpleNameSyntax name when sends.Names.Contains(name) => WithTypeArgument((SimpleNameSyntax)current, union.Name),
            TypeSyntax => SyntaxFactory.IdentifierName(union.Name).WithTriviaFrom(current),
            _ => WithLineEnd(current, EventUnion.LineEnd(root)).WithAdditionalAnnotations(union.Place),
        }) is { } changed
            ? changed.InsertNodesAfter(changed.GetAnnotatedNodes(union.Place).Single(), [union.Declaration])
            : null;
    }

    private static SyntaxNode WithLineEnd(SyntaxNode type, string lineEnd)
        => type.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? type : type.WithTrailingTrivia(type.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(lineEnd)));

    private static GenericNameSyntax WithTypeArgument(SimpleNameSyntax name, string union)
        => SyntaxFactory.GenericName(name.Identifier.WithoutTrivia(), SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList<TypeSyntax>(SyntaxFactory.IdentifierName(union))))
            .WithTriviaFrom(name);
}
