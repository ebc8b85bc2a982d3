using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Analyzers.Tests.Verification;

#pragma warning disable RS1010, RS1016, RS1041, RS1038 // Fixes that only tests run, some of them wrong on purpose.

/// <summary>A fix for the tests of the verifier: it gives the field another name.</summary>
public class RenameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["TEST1"];

    protected virtual string NewName => "good";

    protected virtual string?[] Keys => ["Rename"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var key in Keys)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Rename", async token =>
                {
                    var root = (await context.Document.GetSyntaxRootAsync(token))!;
                    var name = root.FindToken(context.Span.Start);
                    return context.Document.WithSyntaxRoot(root.ReplaceToken(name, SyntaxFactory.Identifier(NewName).WithTriviaFrom(name)));
                }, key),
                context.Diagnostics);
        }

        return Task.CompletedTask;
    }
}

public sealed class BreakingFix : RenameFix
{
    protected override string NewName => "1";
}

public sealed class AmbiguousFix : RenameFix
{
    protected override string?[] Keys => ["Rename", "Rename"];
}

public sealed class KeylessFix : RenameFix
{
    protected override string?[] Keys => [null];
}

public sealed class SingleFix : RenameFix
{
    public override FixAllProvider? GetFixAllProvider() => null;
}
