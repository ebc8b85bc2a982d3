using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;
using SegStream.Analyzers.Payloads;

namespace SegStream.Analyzers.Lifetime;

/// <summary>SEG0105: an endless loop that sends and has no way out when the client is gone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessSendLoopAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LifetimeRules.EndlessSendLoop];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StreamSymbols.Find(start.Compilation) is { } symbols)
            {
                start.RegisterOperationAction(loop => Check(loop, symbols), OperationKind.Loop);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, StreamSymbols symbols)
    {
        if (!IsEndless(context.Operation))
        {
            return;
        }

        IInvocationOperation? first = null;
        var body = ((ILoopOperation)context.Operation).Body;
        if (Find(body, symbols, ref first) && first is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                LifetimeRules.EndlessSendLoop,
                context.Operation.Syntax.GetFirstToken().GetLocation(),
                [MethodName.LocationIn(first)],
                first.TargetMethod.Name));
        }
    }

    private static bool IsEndless(IOperation loop) => loop switch
    {
        IWhileLoopOperation { ConditionIsUntil: false } endless => IsTrue(endless.Condition),
        IForLoopOperation endless => endless.Condition is null || IsTrue(endless.Condition),
        _ => false,
    };

    private static bool IsTrue(IOperation? condition) => condition?.ConstantValue is { HasValue: true, Value: true };

    /// <summary>Looks for sends whose results are ignored; false when anything is found by which the loop may be left, or by which it looks at the client.</summary>
    private static bool Find(IOperation operation, StreamSymbols symbols, ref IInvocationOperation? first)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                // When it runs, and how often, is not known; what it looks at still counts.
                IInvocationOperation? inside = null;
                return operation.ChildOperations.All(child => Find(child, symbols, ref inside)) && inside is null;
            case IBranchOperation { BranchKind: not BranchKind.Continue } or IReturnOperation { IsImplicit: false } or IThrowOperation:
            case { Type: { Name: "CancellationToken" or "CancellationTokenSource" } }:
            case IPropertyReferenceOperation { Property.Name: "IsConnected" or "Completion" }:
            case not null when IsEndless(operation):
                return false;
            case IInvocationOperation call when IsLeft(call):
                return false;
            case IInvocationOperation call when StreamSend.Of(call, symbols) is not null:
                if (call.ResultUse(isReturned: true) != ResultUse.Ignored)
                {
                    return false;
                }

                first ??= call;
                break;
        }

        foreach (var child in operation!.ChildOperations)
        {
            if (!IsOmittedToken(child) && !Find(child, symbols, ref first))
            {
                return false;
            }
        }

        return true;
    }

    // The token that a call has by default is none.
    private static bool IsOmittedToken(IOperation operation)
        => operation is IArgumentOperation argument
            && (argument.ArgumentKind == ArgumentKind.DefaultValue
                || argument.Value.WithoutConversions() is IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", ContainingType.Name: "CancellationToken" } });

    private static bool IsLeft(IInvocationOperation call)
        => call.TargetMethod.ContainingType.Name == "ChannelWriter" // Its WriteAsync throws when the stream is over.
            || call.TargetMethod.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute" });
}
