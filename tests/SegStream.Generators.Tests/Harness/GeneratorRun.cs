using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Generators.Tests.Harness;

/// <summary>One run of the generator.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation output, GeneratorRunResult result)
    {
        Driver = driver;
        Output = output;
        Result = result;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>The generated files, without the attribute that every generator can add.</summary>
    public ImmutableSortedDictionary<string, string> Files => Result.GeneratedSources
        .Where(source => !source.HintName.Contains("EmbeddedAttribute", StringComparison.Ordinal))
        .ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    public static GeneratorRun Of(CSharpCompilation compilation) => Of(CreateDriver(), compilation);

    public static GeneratorRun Of(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorRun(driver, output, driver.GetRunResult().Results.Single());
    }

    public static GeneratorDriver CreateDriver(bool trackSteps = true) => CSharpGeneratorDriver.Create(
        [new SegStreamGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: trackSteps));

    /// <summary>Asserts that the output compiles without a single warning and that the generator neither failed nor reported.</summary>
    public GeneratorRun AssertCompiles()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Result.Diagnostics);
        using var stream = new MemoryStream();
        var problems = Output.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(problems.Count == 0, string.Join("\n", problems.Select(problem => problem + "\n" + problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line])));
        return this;
    }

    /// <summary>The one generated file whose name starts as given.</summary>
    public string File(string start) => Assert.Single(Files, file => file.Key.StartsWith(start, StringComparison.Ordinal)).Value;
}
