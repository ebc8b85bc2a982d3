using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Emit;
using SegStream.Generators.Reading;
using SegStream.Shared.Model;

namespace SegStream.Generators;

/// <content>Unions of events: their description, <c>Match</c>, and the methods that send their cases.</content>
public sealed partial class SegStreamGenerator
{
    private static void RegisterUnions(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FileModel> files)
    {
        var cases = files.Collect().Select(static (all, _) => new UnionCases(all)).WithTrackingName(TrackingNames.UnionCases);

        // A union is written again only when itself or one of its own cases changed.
        var unions = files
            .SelectMany(static (file, _) => file.Unions)
            .WithTrackingName(TrackingNames.UnionDeclarations)
            .Combine(cases)
            .Select(static (pair, _) => pair.Right.Join(pair.Left))
            .Where(static union => union is not null)
            .WithTrackingName(TrackingNames.Unions);
        context.RegisterSourceOutput(unions, static (output, union) =>
            output.AddSource(union!.HintName + ".g.cs", Text(UnionEmitter.Emit(union))));

        // A library of contracts has no sender; whoever uses its unions gets their methods there.
        var hasSender = context.CompilationProvider
            .Select(static (compilation, _) => DeclarationEpoch.Of((CSharpCompilation)compilation).HasSender)
            .WithTrackingName(TrackingNames.HasSender);
        var sent = unions
            .Combine(hasSender)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left!)
            .WithTrackingName(TrackingNames.SendMethods);
        context.RegisterSourceOutput(sent, static (output, union) => AddSendMethods(output, union, union.IsPublic));
        RegisterForeignUnions(context, files, hasSender);
    }

    private static void RegisterForeignUnions(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FileModel> files, IncrementalValueProvider<bool> hasSender)
    {
        // Endpoints share unions. One that is public somewhere is public.
        var unions = files
            .SelectMany(static (file, _) => file.ForeignUnions)
            .Collect()
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
