using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Generators.Tests.Harness;

/// <summary>Compilations as an application that uses SegStream has them.</summary>
internal static class TestCompilation
{
    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
        [.. TrustedAssemblies().Where(path => !Path.GetFileName(path).StartsWith("SegStream.", StringComparison.Ordinal) && IsFramework(path)).Select(path => MetadataReference.CreateFromFile(path))]);

    private static readonly Lazy<MetadataReference> Abstractions = new(() => MetadataReference.CreateFromFile(typeof(SseEndpointAttribute).Assembly.Location));

    private static readonly Lazy<MetadataReference> Runtime = new(() => MetadataReference.CreateFromFile(typeof(Hosting.StreamEndpointMapper).Assembly.Location));

    // Compilations that begin with one and the same share what was read of the references.
    private static readonly Lazy<CSharpCompilation> EmptyApplication = new(() => Create(Abstractions.Value, Runtime.Value));

    private static readonly Lazy<CSharpCompilation> EmptyContracts = new(() => Create(Abstractions.Value));

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>An application: ASP.NET Core, Abstractions and the runtime.</summary>
    public static CSharpCompilation Application(params string[] sources) => EmptyApplication.Value.AddSyntaxTrees(Parse(sources));

    /// <summary>A library of contracts: Abstractions only.</summary>
    public static CSharpCompilation Contracts(params string[] sources) => EmptyContracts.Value.AddSyntaxTrees(Parse(sources));

    /// <summary>The compilation with a reference to a library of contracts, as it comes out of the generator and the compiler.</summary>
    public static CSharpCompilation WithContracts(this CSharpCompilation compilation, string source, string name = "Contracts") =>
        compilation.AddReferences(Image(Contracts(source).WithAssemblyName(name)));

    /// <summary>What the compiler makes of a compilation with everything that the generator adds.</summary>
    public static MetadataReference Image(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = GeneratorRun.Of(compilation).AssertCompiles().Output.Emit(stream);
        Assert.True(result.Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    public static CSharpCompilation WithNullable(this CSharpCompilation compilation, NullableContextOptions nullable) =>
        compilation.WithOptions(compilation.Options.WithNullableContextOptions(nullable));

    private static IEnumerable<SyntaxTree> Parse(string[] sources) => sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"File{index}.cs"));

    private static CSharpCompilation Create(params MetadataReference[] references) => CSharpCompilation.Create(
        "App",
        [],
        [.. Framework.Value, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999, specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]));

    private static IEnumerable<string> TrustedAssemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static bool IsFramework(string path) => path.Contains("Microsoft.NETCore.App", StringComparison.Ordinal) || path.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal);
}
