using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SegStream.Verifiers;

/// <summary>Makes the solutions that the verifiers look at.</summary>
internal static class TestSolution
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> PlatformReferences = new(
        () => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(path).Contains("CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>What the test process itself references: the framework, and the assemblies under test.</summary>
    public static ImmutableArray<MetadataReference> References => PlatformReferences.Value;

    public static Solution Create(IEnumerable<(string Path, string Code)> documents, OutputKind outputKind, string? editorConfig, int projects)
    {
        var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution;
        var sources = documents.ToArray();
        for (var number = 0; number < projects; number++)
        {
            var name = "Test" + number;
            var id = ProjectId.CreateNewId(name);
            solution = solution
                .AddProject(id, name, name, LanguageNames.CSharp)
                .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Preview))
                .WithProjectCompilationOptions(id, new CSharpCompilationOptions(outputKind, nullableContextOptions: NullableContextOptions.Enable))
                .WithProjectMetadataReferences(id, References);
            foreach (var (path, code) in sources)
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), SourceText.From(code), filePath: "/" + name + "/" + path);
            }

            if (editorConfig is not null)
            {
                solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", SourceText.From(editorConfig), filePath: "/" + name + "/.editorconfig");
            }
        }

        return solution;
    }

    /// <summary>Fails when the code of a project has errors.</summary>
    public static async Task<Compilation> CompileAsync(Project project, string what)
    {
        var compilation = await project.GetCompilationAsync().ConfigureAwait(false)
            ?? throw new VerificationException("The project has no compilation.");
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            var texts = new List<string>();
            foreach (var tree in errors.Select(error => error.Location.SourceTree).OfType<SyntaxTree>().Distinct())
            {
                texts.Add((await tree.GetTextAsync().ConfigureAwait(false)).ToString());
            }

            throw new VerificationException($"{what} does not compile:\n{string.Join('\n', errors.Select(error => error.ToString()))}\n\n{string.Join("\n----\n", texts)}");
        }

        return compilation;
    }
}
