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
            var unions = new ConcurrentBag<(INamedTypeSymbol Type, UnionModel Model)>();
            var cases = new ConcurrentBag<(INamedTypeSymbol Type, UnionCaseModel Model)>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, unions, cases), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                ReportDuplicates(cases, end);
                ReportIncludedDuplicates(unions, [.. cases], end);
            });
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentBag<(INamedTypeSymbol Type, UnionModel Model)> unions, ConcurrentBag<(INamedTypeSymbol Type, UnionCaseModel Model)> cases)
    {
        void Report(string ruleId, FindingSpot spot, string[] arguments) =>
            context.ReportDiagnostic(EndpointRules.Create(EndpointRules.OfUnions, ruleId, FindingLocations.Of(spot, context.CancellationToken), arguments));

        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null && UnionParser.ParseUnion(type, context.Compilation, Report) is { } union)
        {
            unions.Add((type, union));
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

    // What a union includes has names too, which its own cases and other included ones must not have.
    private static void ReportIncludedDuplicates(IEnumerable<(INamedTypeSymbol Type, UnionModel Model)> unions, List<(INamedTypeSymbol Type, UnionCaseModel Model)> cases, CompilationAnalysisContext context)
    {
        foreach (var (union, model) in unions.Where(item => item.Model.Includes.Count > 0))
        {
            var included = UnionAssembly.Included(model, [.. cases.Select(item => item.Model)]).ToList();
            if (IncludedUnions.Duplicate(included) is { } name)
            {
                var location = FindingLocations.OfAttribute(union.FindAttribute(WellKnownNames.StreamEventsAttribute)!, null, context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(EndpointRules.InvalidUnion, location, union.Name, $"two of the unions that it includes have an event '{name}'"));
            }

            foreach (var (type, own) in cases.Where(item => item.Model.UnionType == model.Type))
            {
                if (included.FirstOrDefault(item => item.EventName == own.EventName) is { } other)
                {
                    var location = FindingLocations.OfAttribute(type.FindAttribute(WellKnownNames.StreamEventAttribute)!, null, context.CancellationToken);
                    context.ReportDiagnostic(Diagnostic.Create(EndpointRules.DuplicateEventName, location, own.EventName, other.Qualifier + "." + other.Name));
                }
            }
        }
    }
}
