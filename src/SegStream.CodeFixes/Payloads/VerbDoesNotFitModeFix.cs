using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Analyzers.Payloads;
using SegStream.Shared;

namespace SegStream.CodeFixes.Payloads;

/// <summary>Fixes SEG0201: uses the verb, or the factory, that fits the mode.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(VerbDoesNotFitModeFix))]
[Shared]
public sealed class VerbDoesNotFitModeFix : StreamFix
{
    internal const string Fitting = "UseFittingVerb";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.VerbDoesNotFitMode];

    private protected override IReadOnlyList<(string Key, string Title)> Kinds { get; } = [(Fitting, "Use '{0}'")];

    private protected override string TitleOf(string title, Diagnostic diagnostic)
        => title.Replace("{0}", diagnostic.Properties[PayloadRules.ReplacementProperty]);

    private protected override Task<SyntaxNode?> ApplyAsync(Document document, SyntaxNode root, FixPlace place, string key, CancellationToken cancellationToken)
        => Task.FromResult(Apply(root, place));

    private static SyntaxNode? Apply(SyntaxNode root, FixPlace place)
    {
        if (place.Properties[PayloadRules.ReplacementProperty] is not { } replacement
            || place.Token.Parent is not SimpleNameSyntax name
            || name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return null;
        }

        var identifier = SyntaxFactory.Identifier(replacement).WithTriviaFrom(name.Identifier);
        var keepsTypes = name is GenericNameSyntax && (!replacement.StartsWith("Send", StringComparison.Ordinal) || Verbs.SendsJson(replacement));
        SimpleNameSyntax fitting = keepsTypes ? ((GenericNameSyntax)name).WithIdentifier(identifier) : SyntaxFactory.IdentifierName(identifier).WithTriviaFrom(name);
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count > 0)
        {
            var changed = arguments.Select((argument, index) => index == 0 ? argument.WithNameColon(null) : Named(argument));
            call = call.ReplaceNode(name, fitting);
            call = call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(changed, arguments.GetSeparators())));
            return root.ReplaceNode(name.FirstAncestorOrSelf<InvocationExpressionSyntax>()!, call);
        }

        return root.ReplaceNode(name, fitting);
    }

    // The verbs have their cancellation token at different positions.
    private static ArgumentSyntax Named(ArgumentSyntax argument)
        => argument.NameColon is not null
            ? argument
            : argument.WithoutTrivia().WithNameColon(SyntaxFactory.NameColon("cancellationToken").WithTrailingTrivia(SyntaxFactory.Space)).WithTriviaFrom(argument);
}
