using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Shared;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Analyzers.Endpoints;

/// <summary>Says why a union of events or a case of one is not generated. It runs the generator's own parser.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamEventUnionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => EndpointRules.OfUnions;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var cases = new ConcurrentBag<(INamedTypeSymbol Type, UnionCaseModel Model)>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, cases), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportDuplicates(cases, end));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentBag<(INamedTypeSymbol Type, UnionCaseModel Model)> cases)
    {
        void Report(string ruleId, FindingSpot spot, string[] arguments) =>
            context.ReportDiagnostic(EndpointRules.Create(EndpointRules.OfUnions, ruleId, FindingLocations.Of(spot, context.CancellationToken), arguments));

        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null)
        {
            UnionParser.ParseUnion(type, context.Compilation, Report);
        }

        if (type.FindAttribute(WellKnownNames.StreamEventAttribute) is not null)
        {
            if (UnionCaseParser.Parse(type, context.Compilation, Report) is { } model)
            {
                cases.Add((type, model));
            }
        }
        else if (type is { IsRecord: true, IsAbstract: false } && UnionParser.UnionOf(type) is not null)
        {
            Report(RuleIds.InvalidUnionCase, FindingSpot.On(type), [type.Name, "it has no [StreamEvent] that names it"]);
        }
    }

    private static void ReportDuplicates(IEnumerable<(INamedTypeSymbol Type, UnionCaseModel Model)> cases, CompilationAnalysisContext context)
    {
        foreach (var group in cases.GroupBy(item => (item.Model.UnionType, item.Model.EventName)))
        {
            var ordered = group.OrderBy(item => item.Type, DeclarationOrder.Instance).ToList();
            foreach (var (type, model) in ordered.Skip(1))
            {
                var attribute = type.FindAttribute(WellKnownNames.StreamEventAttribute)!;
                context.ReportDiagnostic(Diagnostic.Create(
                    EndpointRules.DuplicateEventName,
                    FindingLocations.OfAttribute(attribute, null, context.CancellationToken),
                    additionalLocations: [ordered[0].Type.Locations[0]],
                    messageArgs: [model.EventName, ordered[0].Type.Name]));
            }
        }
    }
}
