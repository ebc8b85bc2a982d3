using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Analyzers.Payloads;

namespace SegStream.CodeFixes.Payloads;

/// <summary>What a method sends on one stream, and what of its code has to change when the values become cases of a union.</summary>
internal sealed class SentValues
{
    /// <summary>The expressions that are sent and their types.</summary>
    public List<(ExpressionSyntax Expression, ITypeSymbol Type)> Values { get; } = [];

    /// <summary>The method names that get the union as their type argument.</summary>
    public List<SimpleNameSyntax> Names { get; } = [];

    /// <summary>The element types in the signature that become the union.</summary>
    public List<TypeSyntax> ElementTypes { get; } = [];

    /// <summary>Collects the values for a diagnostic at a token: a sender's type, a sequence's type, or the name of a verb.</summary>
    public static SentValues At(SyntaxToken token, MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        var sends = new SentValues();
        if (token.Parent?.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter && parameter.Parent?.Parent == method)
        {
            sends.AddElementType(parameter.Type);
            sends.AddTypedSends(method, model.GetDeclaredSymbol(parameter, cancellationToken), model, cancellationToken);
        }
        else if (method.ReturnType.Span.Contains(token.Span))
        {
            sends.AddElementType(method.ReturnType);
            sends.AddYields(method, model, cancellationToken);
        }
        else if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && ReceiverOf(call) is { } receiver)
        {
            sends.AddUnifiedSends(method, receiver, model, cancellationToken);
        }

        return sends;
    }

    private void AddElementType(TypeSyntax? type)
    {
        if (type?.DescendantNodes().OfType<GenericNameSyntax>().LastOrDefault() is { TypeArgumentList.Arguments: [var inner] })
        {
            ElementTypes.Add(inner);
        }
        else if (type is GenericNameSyntax { TypeArgumentList.Arguments: [var element] })
        {
            ElementTypes.Add(element);
        }
    }

    private void AddTypedSends(SyntaxNode method, ISymbol? sender, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (NameOf(call) is { Identifier.Text: "TrySend" or "SendAsync" }
                && call.ArgumentList.Arguments.FirstOrDefault() is { Expression: var value }
                && ReceiverOf(call) is { } receiver
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(receiver, cancellationToken).Symbol, sender))
            {
                Add(value, model, cancellationToken);
            }
        }
    }

    private void AddYields(SyntaxNode method, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var statement in method.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<YieldStatementSyntax>())
        {
            if (statement.Expression is { } value)
            {
                Add(value, model, cancellationToken);
            }
        }
    }

    private void AddUnifiedSends(SyntaxNode method, ExpressionSyntax receiver, SemanticModel model, CancellationToken cancellationToken)
    {
        var sender = SenderOf(receiver, model, cancellationToken);
        foreach (var call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (NameOf(call) is { } name && Verbs.SendsJson(name.Identifier.Text)
                && call.ArgumentList.Arguments.FirstOrDefault() is { Expression: var value }
                && ReceiverOf(call) is { } other
                && SymbolEqualityComparer.Default.Equals(SenderOf(other, model, cancellationToken), sender))
            {
                Add(value, model, cancellationToken);
                Names.Add(name);
            }
        }
    }

    private void Add(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        // Without a type of its own, as null has none, the value says nothing about the case that it belongs to.
        Values.Add((value, model.GetTypeInfo(value, cancellationToken).Type ?? model.Compilation.ObjectType));
    }

    private static ISymbol? SenderOf(ExpressionSyntax receiver, SemanticModel model, CancellationToken cancellationToken)
        => receiver is MemberAccessExpressionSyntax { Name.Identifier.Text: "Sender", Expression: var response }
            ? model.GetSymbolInfo(response, cancellationToken).Symbol
            : model.GetSymbolInfo(receiver, cancellationToken).Symbol;

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name;

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Expression;
}
