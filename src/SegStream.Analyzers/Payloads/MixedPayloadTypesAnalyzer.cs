using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Payloads;

/// <summary>SEG0202: values of several types on one stream without a union that names them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MixedPayloadTypesAnalyzer : DiagnosticAnalyzer
{
    private const string AnyType = "its events are of type object";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [PayloadRules.MixedDataTypes];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StreamSymbols.Find(start.Compilation) is { } symbols)
            {
                start.RegisterSymbolAction(symbol => CheckSignature(symbol, symbols), SymbolKind.Method);
                start.RegisterOperationBlockStartAction(block => Watch(block, symbols));
            }
        });
    }

    private static void CheckSignature(SymbolAnalysisContext context, StreamSymbols symbols)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!symbols.IsEndpoint(method))
        {
            return;
        }

        foreach (var parameter in method.Parameters)
        {
            if (symbols.IsTypedSender(parameter.Type) && IsAnything(((INamedTypeSymbol)parameter.Type).TypeArguments[0])
                && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is ParameterSyntax { Type: { } parameterType })
            {
                context.ReportDiagnostic(Diagnostic.Create(PayloadRules.MixedDataTypes, parameterType.GetLocation(), parameter.Name, AnyType));
            }
        }

        if (IsSequence(symbols.WithoutTask(method.ReturnType), symbols)
            && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is MethodDeclarationSyntax { ReturnType: var returnType })
        {
            context.ReportDiagnostic(Diagnostic.Create(PayloadRules.MixedDataTypes, returnType.GetLocation(), method.Name, AnyType));
        }
    }

    private static bool IsSequence(ITypeSymbol type, StreamSymbols symbols)
        => type is INamedTypeSymbol { TypeArguments.Length: 1 } named
            && IsAnything(named.TypeArguments[0])
            && (named.Name is "IAsyncEnumerable" or "IEnumerable" || symbols.IsChannelReader(named));

    private static bool IsAnything(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic;

    private static void Watch(OperationBlockStartAnalysisContext context, StreamSymbols symbols)
    {
        var values = new LocalValues(context.OperationBlocks);
        ConcurrentBag<(ISymbol Sender, IInvocationOperation Call)>? sends = null;
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (symbols.IsTypedResponse(call.TargetMethod.ReturnType) && symbols.CreatesStream(call.TargetMethod)
                    && IsAnything(((INamedTypeSymbol)call.TargetMethod.ReturnType).TypeArguments[0]))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(PayloadRules.MixedDataTypes, MethodName.LocationIn(call), "StreamResponse." + call.TargetMethod.Name, AnyType));
                }
                else if (symbols.IsUnifiedSender(call.TargetMethod.ContainingType) && Verbs.SendsJson(call.TargetMethod.Name) && UnifiedSends.SenderOf(call, values, symbols) is { } sender)
                {
                    LazyInitializer.EnsureInitialized(ref sends, () => [])!.Add((sender, call));
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationBlockEndAction(end =>
        {
            foreach (var sender in (sends ?? []).GroupBy(send => send.Sender, SymbolEqualityComparer.Default))
            {
                CheckSends(end, sender.Key!, [.. sender.Select(send => send.Call).OrderBy(call => call.Syntax.SpanStart)], symbols);
            }
        });
    }

    private static void CheckSends(OperationBlockAnalysisContext context, ISymbol sender, ImmutableArray<IInvocationOperation> calls, StreamSymbols symbols)
    {
        var types = calls.Select(UnifiedSends.PayloadOf).ToImmutableArray();
        if (types.Any(type => type.TypeKind is TypeKind.TypeParameter or TypeKind.Error))
        {
            return;
        }

        var anything = types.IndexOf(types.FirstOrDefault(IsAnything)!);
        if (anything >= 0)
        {
            Report(context, calls[anything], [], sender, AnyType);
            return;
        }

        var distinct = types.Distinct<ITypeSymbol>(SymbolEqualityComparer.Default).ToImmutableArray();
        if (distinct.Length < 2 || distinct.Select(symbols.UnionOf).Distinct(SymbolEqualityComparer.Default).ToArray() is [not null])
        {
            return;
        }

        var other = types.ToList().FindIndex(type => !SymbolEqualityComparer.Default.Equals(type, types[0]));
        var names = string.Join(", ", distinct.Select(type => type.ToMinimalDisplayString(calls[0].SemanticModel!, calls[0].Syntax.SpanStart)));
        Report(context, calls[other], [MethodName.LocationIn(calls[0])], sender, names);
    }

    private static void Report(OperationBlockAnalysisContext context, IInvocationOperation call, IEnumerable<Location> additional, ISymbol sender, string types)
        => context.ReportDiagnostic(Diagnostic.Create(PayloadRules.MixedDataTypes, MethodName.LocationIn(call), additional, sender.Name, types));
}
