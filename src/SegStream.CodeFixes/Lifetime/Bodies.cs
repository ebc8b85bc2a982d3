using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SegStream.CodeFixes.Lifetime;

/// <summary>Adds statements to the bodies of functions.</summary>
internal static class Bodies
{
    /// <summary>The statement that ends a stream.</summary>
    public static StatementSyntax EndStream(string sender)
        => SyntaxFactory.ParseStatement(sender + ".EndStream();").WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>The function that declares a token: a method, a local function, a lambda; null for an initializer.</summary>
    public static SyntaxNode? FunctionOf(SyntaxToken token)
        => token.Parent?.AncestorsAndSelf().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);

    /// <summary>The function's block; null for an expression body.</summary>
    public static BlockSyntax? BlockOf(SyntaxNode? function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax local => local.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        AccessorDeclarationSyntax accessor => accessor.Body,
        _ => null,
    };

    /// <summary>Gives a method with an expression body a block in which the expression is a statement that another follows.</summary>
    public static SyntaxNode? WithBlock(SyntaxNode? function, StatementSyntax last)
    {
        var expression = function switch
        {
            BaseMethodDeclarationSyntax method => method.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax local => local.ExpressionBody?.Expression,
            AnonymousFunctionExpressionSyntax lambda => lambda.ExpressionBody,
            _ => null,
        };
        if (expression is null)
        {
            return null;
        }

        var block = SyntaxFactory.Block(SyntaxFactory.ExpressionStatement(expression.WithoutTrivia()), last).WithAdditionalAnnotations(Formatter.Annotation);
        return function switch
        {
            MethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(method.GetTrailingTrivia()))
                .WithParameterList(method.ParameterList.WithTrailingTrivia(SyntaxFactory.ElasticMarker)).WithAdditionalAnnotations(Formatter.Annotation),
            LocalFunctionStatementSyntax local => local.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(local.GetTrailingTrivia()))
                .WithParameterList(local.ParameterList.WithTrailingTrivia(SyntaxFactory.ElasticMarker)).WithAdditionalAnnotations(Formatter.Annotation),
            AnonymousFunctionExpressionSyntax lambda => lambda.WithExpressionBody(null).WithBlock(block).WithAdditionalAnnotations(Formatter.Annotation),
            _ => null,
        };
    }

    /// <summary>Adds a statement before another; an embedded statement becomes a block.</summary>
    public static StatementSyntax[] Before(StatementSyntax statement, StatementSyntax added)
        => [added.WithLeadingTrivia(statement.GetLeadingTrivia()), statement.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation)];

    /// <summary>Whether code uses a variable of the sender expression, so that ending the stream before it would be too early.</summary>
    public static bool Mentions(SyntaxNode? code, string sender)
    {
        var variable = sender.Split('.')[0];
        return code is not null && code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == variable && !IsReturnedItself(name, code));
    }

    private static bool IsReturnedItself(SyntaxNode name, SyntaxNode code) => name == code;
}
