using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Analyzers.Endpoints;

/// <summary>Says why a method that is marked as a stream endpoint has none. It runs the generator's own parser, so both always agree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamEndpointAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => EndpointRules.OfMethods;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var endpoints = new ConcurrentBag<(IMethodSymbol Method, EndpointModel Model)>();
            start.RegisterSymbolAction(symbol => Analyze((IMethodSymbol)symbol.Symbol, symbol.Compilation, endpoints, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.Method);

            // The attributes are allowed on local functions and lambdas too, which symbol actions do not see.
            start.RegisterOperationAction(
                operation => Analyze(MethodOf(operation.Operation), operation.Compilation, endpoints, operation.ReportDiagnostic, operation.CancellationToken),
                OperationKind.LocalFunction,
                OperationKind.AnonymousFunction);
            start.RegisterCompilationEndAction(end => ReportDuplicates(endpoints, end));
        });
    }

    private static IMethodSymbol MethodOf(IOperation operation) =>
        operation is ILocalFunctionOperation function ? function.Symbol : ((IAnonymousFunctionOperation)operation).Symbol;

    private static void Analyze(
        IMethodSymbol method,
        Compilation compilation,
        ConcurrentBag<(IMethodSymbol Method, EndpointModel Model)> endpoints,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        void Report(string ruleId, FindingSpot spot, string[] arguments) =>
            report(EndpointRules.Create(EndpointRules.OfMethods, ruleId, FindingLocations.Of(spot, cancellationToken), arguments));

        if (EndpointParser.Parse(method, compilation, Report) is { } model)
        {
            endpoints.Add((method, model));
        }
    }

    private static void ReportDuplicates(IEnumerable<(IMethodSymbol Method, EndpointModel Model)> endpoints, CompilationAnalysisContext context)
    {
        var groups = endpoints
            .Where(endpoint => !IsBoundToHost(endpoint.Method))
            .GroupBy(endpoint => endpoint.Model.HttpMethod.ToUpperInvariant() + " " + RoutePattern.Parse(endpoint.Model.Route).Shape, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var ordered = group.OrderBy(endpoint => endpoint.Method, DeclarationOrder.Instance).ToList();
            foreach (var (method, model) in ordered.Skip(1))
            {
                var location = FindingLocations.OfAttribute(EndpointAttributes.On(method)[0], null, context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(
                    EndpointRules.DuplicateRoute,
                    location,
                    additionalLocations: [ordered[0].Method.Locations[0]],
                    messageArgs: [model.HttpMethod, model.Route, ordered[0].Model.DisplayName]));
            }
        }
    }

    // [Host] tells endpoints apart that have one route.
    private static bool IsBoundToHost(IMethodSymbol method) => method.GetAttributes().Concat(method.ContainingType.GetAttributes())
        .Any(attribute => attribute.AttributeClass?.Implements("Microsoft.AspNetCore.Routing.IHostMetadata") == true);
}
