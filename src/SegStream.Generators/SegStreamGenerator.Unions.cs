using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Generators.Emit;
using SegStream.Shared;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators;

/// <content>Unions of events: their description, <c>Match</c>, and the methods that send their cases.</content>
public sealed partial class SegStreamGenerator
{
    private static void RegisterUnions(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.StreamEventsAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, _) => UnionParser.ParseUnion((INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, report: null))
            .Where(static union => union is not null)
            .WithTrackingName(TrackingNames.UnionDeclarations);

        var cases = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.StreamEventAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, _) => UnionCaseParser.Parse((INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, report: null))
            .Where(static item => item is not null)
            .WithTrackingName(TrackingNames.UnionCases)
            .Collect();

        // A union is written again only when itself or one of its own cases changed.
        var unions = declarations
            .Combine(cases)
            .Select(static (pair, _) => UnionAssembly.Join(pair.Left!, pair.Right!))
            .Where(static union => union is not null)
            .WithTrackingName(TrackingNames.Unions);
        context.RegisterSourceOutput(unions, static (output, union) =>
            output.AddSource(union!.HintName + ".g.cs", Text(UnionEmitter.Emit(union))));

        // A library of contracts has no sender; whoever uses its unions gets their methods there.
        var hasSender = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(WellKnownNames.TypedStreamSender) is not null)
            .WithTrackingName(TrackingNames.HasSender);
        var sent = unions
            .Combine(hasSender)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left!)
            .WithTrackingName(TrackingNames.SendMethods);
        context.RegisterSourceOutput(sent, static (output, union) => AddSendMethods(output, union, union.IsPublic));
        RegisterForeignUnions(context, hasSender);
    }

    private static void RegisterForeignUnions(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<bool> hasSender)
    {
        // Unions are events in these two modes only.
        var all = ImmutableArray.CreateBuilder<IncrementalValueProvider<ImmutableArray<ForeignUnionModel>>>();
        foreach (var attribute in new[] { WellKnownNames.SseEndpointAttribute, WellKnownNames.JsonStreamAttribute })
        {
            all.Add(context.SyntaxProvider
                .ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, static (attributed, _) => ForeignUnions.OfEndpoint((IMethodSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation))
                .Where(static union => union is not null)
                .Select(static (union, _) => union!)
                .WithTrackingName(TrackingNames.StreamedUnions)
                .Collect());
        }

        all.Add(context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.SendMethodsForAttribute,
                static (node, _) => node is CompilationUnitSyntax,
                static (attributed, _) => new EquatableArray<ForeignUnionModel>(ForeignUnions.OfAssembly(attributed.Attributes, attributed.SemanticModel.Compilation)))
            .SelectMany(static (unions, _) => unions)
            .WithTrackingName(TrackingNames.StreamedUnions)
            .Collect());

        // Endpoints share unions. One that is public somewhere is public.
        var unions = all
            .Aggregate(static (some, more) => some.Combine(more).Select(static (pair, _) => pair.Left.AddRange(pair.Right)))
            .Combine(hasSender)
            .SelectMany(static (pair, _) => pair.Right
                ? pair.Left.GroupBy(static item => item.Union.HintName, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => group.OrderByDescending(item => item.IsPublic).First())
                : [])
            .WithTrackingName(TrackingNames.ForeignUnions);
        context.RegisterSourceOutput(unions, static (output, item) => AddSendMethods(output, item.Union, item.IsPublic));
    }

    private static void AddSendMethods(SourceProductionContext output, UnionModel union, bool isPublic)
    {
        if (SendEmitter.Emit(union, isPublic) is { } text)
        {
            output.AddSource(union.HintName + ".Sending.g.cs", Text(text));
        }
    }
}
