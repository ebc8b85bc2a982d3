using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Registration;

/// <summary>SEG0301: a response or channel is kept in a registry, collection or field that should hold the sender.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChannelPassedRegistrationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RegistrationRules.ChannelPassed];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StreamSymbols.Find(start.Compilation) is { } symbols)
            {
                start.RegisterOperationBlockStartAction(block => Watch(block, symbols));
            }
        });
    }

    private static void Watch(OperationBlockStartAnalysisContext context, StreamSymbols symbols)
    {
        var halves = new StreamHalves(symbols, context.OperationBlocks, context.OwningSymbol as IMethodSymbol);
        context.RegisterOperationAction(
            operation =>
            {
                foreach (var value in KeptValues.Of(operation.Operation))
                {
                    if (halves.Advice(value) is { } advice)
                    {
                        operation.ReportDiagnostic(Diagnostic.Create(RegistrationRules.ChannelPassed, value.Syntax.GetLocation(), value.Syntax.ToString(), advice));
                    }
                }
            },
            OperationKind.SimpleAssignment,
            OperationKind.CoalesceAssignment,
            OperationKind.FieldInitializer,
            OperationKind.PropertyInitializer,
            OperationKind.Invocation,
            OperationKind.DynamicInvocation);
    }
}
