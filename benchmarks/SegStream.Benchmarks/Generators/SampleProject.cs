using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Benchmarks.Generators;

/// <summary>
/// An application of 1,000 endpoints in 200 files. All generators get the same one: every method is an endpoint of SegStream, is mapped by <c>MapGet</c> for the
/// request delegate generator, and its events are listed in a context for the generator of System.Text.Json.
/// </summary>
internal sealed class SampleProject
{
    public const int Files = 200;
    public const int EndpointsPerFile = 5;

    // In the middle, so that neither the first nor the last file is a special case.
    private const int EditedFile = Files / 2;
    private const string UnrelatedFile = "Unrelated.cs";

    // MapGet is replaced by what a generator writes only where this feature is on.
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.Latest)
        .WithFeatures([new("InterceptorsNamespaces", "Microsoft.AspNetCore.Http.Generated;Microsoft.Extensions.Configuration.Binder.SourceGeneration")]);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("SegStream.Benchmarks", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("SegStream.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private int _strokes;

    private SampleProject(CSharpCompilation compilation) => Compilation = compilation;

    /// <summary>The project as it is now.</summary>
    public CSharpCompilation Compilation { get; private set; }

    public static CSharpParseOptions Language => ParseOptions;

    /// <summary>A project that shares no syntax tree with another one.</summary>
    public static SampleProject Create()
    {
        var trees = Enumerable.Range(0, Files).Select(file => Parse($"Area{file}.cs", SampleSource.Area(file)))
            .Append(Parse(UnrelatedFile, SampleSource.Unrelated));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return new SampleProject(CSharpCompilation.Create("App", trees, References, options));
    }

    /// <summary>Types one character.</summary>
    public CSharpCompilation Type(Keystroke keystroke)
    {
        var path = keystroke is Keystroke.EndpointBody or Keystroke.EndpointSignature ? $"Area{EditedFile}.cs" : UnrelatedFile;
        var marker = keystroke switch
        {
            Keystroke.EndpointBody => SampleSource.InEndpointBody,
            Keystroke.EndpointSignature => SampleSource.InEndpointSignature,
            Keystroke.UnrelatedBody => SampleSource.InUnrelatedBody,
            _ => SampleSource.InUnrelatedDeclaration,
        };
        var tree = Compilation.SyntaxTrees.First(candidate => candidate.FilePath == path);
        var text = tree.GetText();
        var at = text.ToString().IndexOf(marker, StringComparison.Ordinal) + marker.Length;
        var digit = (++_strokes % 10).ToString(CultureInfo.InvariantCulture);

        // The tree is parsed as an editor does it: what did not change is taken over.
        var typed = tree.WithChangedText(text.Replace(at, 1, digit));
        Compilation = Compilation.ReplaceSyntaxTree(tree, typed);
        return Compilation;
    }

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);
}
