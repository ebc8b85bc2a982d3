using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SegStream.Generators.Emit;
using SegStream.Shared;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators;

/// <summary>
/// Generates the endpoints and the unions of an assembly. It reports nothing: what it cannot serve has no output, and the
/// analyzers, which run the same parser, say why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class SegStreamGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());
        RegisterEndpoints(context);
        RegisterUnions(context);
        RegisterEventWriters(context);
    }

    private static void RegisterEndpoints(IncrementalGeneratorInitializationContext context)
    {
        // A library of contracts references Abstractions only: it may declare unions, but has nothing to map endpoints with.
        var hasRuntime = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(WellKnownNames.StreamEndpointMapper) is { } mapper && !SymbolEqualityComparer.Default.Equals(mapper.ContainingAssembly, compilation.Assembly))
            .WithTrackingName(TrackingNames.HasRuntime);

        var classes = ImmutableArray.CreateBuilder<IncrementalValueProvider<ImmutableArray<string>>>();
        foreach (var mode in EndpointAttributes.Modes)
        {
            // One pipeline per attribute, because the attribute's name is what the compiler's index is searched by.
            var endpoints = context.SyntaxProvider
                .ForAttributeWithMetadataName(mode.Key, static (node, _) => node is MethodDeclarationSyntax, static (attributed, _) => Parse(attributed))
                .Where(static endpoint => endpoint is not null)
                .WithTrackingName(TrackingNames.Endpoints);

            // The flag is applied before the text is written: without the runtime no endpoint becomes text.
            var served = endpoints
                .Combine(hasRuntime)
                .Where(static pair => pair.Right)
                .Select(static (pair, _) => pair.Left!)
                .WithTrackingName(TrackingNames.ServedEndpoints);
            context.RegisterSourceOutput(served, static (output, endpoint) =>
                output.AddSource(endpoint.HintName + ".g.cs", Text(EndpointEmitter.Emit(endpoint))));
            classes.Add(served.Select(static (endpoint, _) => endpoint.ClassName).Collect());
        }

        // The map needs the names only, so that an edit of a parameter does not write it again.
        var map = classes
            .Aggregate(static (all, more) => all.Combine(more).Select(static (pair, _) => pair.Left.AddRange(pair.Right)))
            .Select(static (names, _) => new EquatableArray<string>(names.OrderBy(static name => name, StringComparer.Ordinal)))
            .WithTrackingName(TrackingNames.EndpointClasses)
            .Combine(hasRuntime);
        context.RegisterSourceOutput(map, static (output, pair) =>
        {
            if (pair.Right)
            {
                output.AddSource(MapEmitter.HintName, Text(MapEmitter.Emit(pair.Left)));
            }
        });
    }

    private static void RegisterEventWriters(IncrementalGeneratorInitializationContext context)
    {
        // Events are JSON in these two modes only, and all cases of a union may be sent in either.
        var all = ImmutableArray.CreateBuilder<IncrementalValueProvider<ImmutableArray<EventWriterModel>>>();
        foreach (var attribute in new[] { WellKnownNames.SseEndpointAttribute, WellKnownNames.JsonStreamAttribute, WellKnownNames.StreamEventAttribute })
        {
            all.Add(context.SyntaxProvider
                .ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax or TypeDeclarationSyntax, static (attributed, _) => ParseEvents(attributed))
                .Where(static writer => writer is not null)
                .Select(static (writer, _) => writer!)
                .WithTrackingName(TrackingNames.EventTypes)
                .Collect());
        }

        // Endpoints share types of events; each type has one writer. The first of equals stays the first, whichever order the files have.
        var writers = all
            .Aggregate(static (some, more) => some.Combine(more).Select(static (pair, _) => pair.Left.AddRange(pair.Right)))
            .SelectMany(static (models, _) => models.GroupBy(static model => model.HintName, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => group.First()))
            .WithTrackingName(TrackingNames.EventWriters);
        context.RegisterSourceOutput(writers, static (output, writer) =>
            output.AddSource(writer.HintName + ".g.cs", Text(EventWriterEmitter.Emit(writer))));
    }

    private static EventWriterModel? ParseEvents(GeneratorAttributeSyntaxContext attributed) => attributed.TargetSymbol switch
    {
        IMethodSymbol method => EventWriterParser.OfEndpoint(method, attributed.SemanticModel.Compilation),
        INamedTypeSymbol type => EventWriterParser.Parse(type, attributed.SemanticModel.Compilation),
        _ => null,
    };

    private static EndpointModel? Parse(GeneratorAttributeSyntaxContext attributed) =>
        EndpointParser.Parse((IMethodSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, report: null);

    private static SourceText Text(string text) => SourceText.From(text, Encoding.UTF8);
}
