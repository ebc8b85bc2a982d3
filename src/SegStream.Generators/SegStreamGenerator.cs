using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SegStream.Generators.Emit;
using SegStream.Generators.Reading;
using SegStream.Shared.Model;

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

        // One step per file and not one pipeline per attribute: the compiler calls it for every file on every keystroke, and it answers from memory
        // unless a declaration has changed somewhere (docs/decisions/0018).
        var files = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is CompilationUnitSyntax unit && (unit.AttributeLists.Count > 0 || Candidates.Of(unit).Any()),
                static (file, cancellationToken) => FileReader.Read(file.SemanticModel, cancellationToken))
            .Where(static file => file != FileModel.Empty)
            .WithTrackingName(TrackingNames.Files);
        RegisterEndpoints(context, files);
        RegisterUnions(context, files);
        RegisterEventWriters(context, files);
    }

    private static void RegisterEndpoints(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FileModel> files)
    {
        var endpoints = files.SelectMany(static (file, _) => file.Endpoints).WithTrackingName(TrackingNames.Endpoints);
        context.RegisterSourceOutput(endpoints, static (output, endpoint) =>
            output.AddSource(endpoint.HintName + ".g.cs", Text(EndpointEmitter.Emit(endpoint))));

        // The map exists before the first endpoint does. It needs the names only, so that an edit of a parameter does not write it again.
        var hasRuntime = context.CompilationProvider
            .Select(static (compilation, _) => DeclarationEpoch.Of((CSharpCompilation)compilation).HasRuntime)
            .WithTrackingName(TrackingNames.HasRuntime);
        var map = endpoints
            .Select(static (endpoint, _) => endpoint.ClassName)
            .Collect()
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

    private static void RegisterEventWriters(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FileModel> files)
    {
        var owners = files.Collect().Select(static (all, _) => new WriterOwners(all)).WithTrackingName(TrackingNames.WriterOwners);
        var writers = files
            .SelectMany(static (file, _) => file.Writers)
            .Combine(owners)
            .Where(static pair => pair.Right.Owns(pair.Left))
            .Select(static (pair, _) => pair.Left.Writer)
            .WithTrackingName(TrackingNames.EventWriters);
        context.RegisterSourceOutput(writers, static (output, writer) =>
            output.AddSource(writer.HintName + ".g.cs", Text(EventWriterEmitter.Emit(writer))));
    }

    private static SourceText Text(string text) => SourceText.From(text, Encoding.UTF8);
}
