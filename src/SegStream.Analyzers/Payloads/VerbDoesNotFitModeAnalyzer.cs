using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Payloads;

/// <summary>SEG0201: a verb of the unified sender, or a response, that does not fit the mode of the stream.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VerbDoesNotFitModeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [PayloadRules.VerbDoesNotFitMode];

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
        var modes = new SenderModes(symbols, new LocalValues(context.OperationBlocks));
        context.RegisterOperationAction(operation => CheckVerb(operation, symbols, modes), OperationKind.Invocation);
        if (context.OwningSymbol is IMethodSymbol method && symbols.ModeOfEndpoint(method) is var declared && declared != ModeSet.None)
        {
            context.RegisterOperationAction(operation => CheckResponse(operation, symbols, modes, declared), OperationKind.Return);
        }
    }

    private static void CheckVerb(OperationAnalysisContext context, StreamSymbols symbols, SenderModes modes)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsUnifiedSender(call.TargetMethod.ContainingType) || Verbs.ModesOf(call.TargetMethod.Name) is var fitting && fitting == ModeSet.None)
        {
            return;
        }

        var possible = modes.Of(call.Instance);
        if (possible != ModeSet.None && (possible & fitting) == ModeSet.None)
        {
            Report(context, call, call.TargetMethod.Name, possible, Verbs.Fitting(call, possible));
        }
    }

    private static void CheckResponse(OperationAnalysisContext context, StreamSymbols symbols, SenderModes modes, ModeSet declared)
    {
        if (IsInsideFunction(context.Operation))
        {
            return;
        }

        foreach (var factory in modes.Factories(((IReturnOperation)context.Operation).ReturnedValue))
        {
            if (symbols.ModeOfFactory(factory.TargetMethod) != declared)
            {
                var keepsArguments = factory.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.DefaultValue);
                var isFactory = !factory.TargetMethod.Name.EndsWith("From", StringComparison.Ordinal);
                Report(context, factory, "StreamResponse." + factory.TargetMethod.Name, declared, keepsArguments && isFactory ? declared.ToString() : null);
            }
        }
    }

    private static bool IsInsideFunction(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(OperationAnalysisContext context, IInvocationOperation call, string name, ModeSet mode, string? replacement)
    {
        context.ReportDiagnostic(Diagnostic.Create(
            PayloadRules.VerbDoesNotFitMode,
            MethodName.LocationIn(call),
            ImmutableDictionary<string, string?>.Empty.Add(PayloadRules.ReplacementProperty, replacement),
            name,
            mode.ToString().Replace(", ", " or ")));
    }
}
