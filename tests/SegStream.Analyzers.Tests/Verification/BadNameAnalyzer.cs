using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SegStream.Analyzers.Tests.Verification;

#pragma warning disable RS1025, RS1026, RS1036, RS1041, RS2008 // Analyzers that only tests run, some of them wrong on purpose.

/// <summary>An analyzer for the tests of the verifier: it reports fields named "bad".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class BadNameAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("TEST1", "Bad name", "The name '{0}' is bad", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.VariableDeclarator);
    }

    protected virtual Location LocationOf(VariableDeclaratorSyntax variable) => variable.Identifier.GetLocation();

    private void Check(SyntaxNodeAnalysisContext context)
    {
        var variable = (VariableDeclaratorSyntax)context.Node;
        if (variable.Identifier.Text == "bad")
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, LocationOf(variable), variable.Identifier.Text));
        }
    }
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowingAnalyzer : BadNameAnalyzer
{
    protected override Location LocationOf(VariableDeclaratorSyntax variable) => throw new InvalidOperationException("on purpose");
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NosyAnalyzer : BadNameAnalyzer
{
    protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HomelessAnalyzer : BadNameAnalyzer
{
    protected override Location LocationOf(VariableDeclaratorSyntax variable) => Location.None;
}
