using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Benchmarks.Generators;

/// <summary>One generator, with the project that it is run on.</summary>
/// <param name="name">The name.</param>
/// <param name="create">Makes the generator.</param>
internal sealed class GeneratorContender(string name, Func<ISourceGenerator> create)
{
    private SampleProject _project = null!;
    private GeneratorDriver _driver = null!;

    public string Name => name;

    /// <summary>Costs of the first run, for each round.</summary>
    public List<GeneratorCost> FirstRuns { get; } = [];

    /// <summary>Costs of one keystroke, for each round: the median of several.</summary>
    public Dictionary<Keystroke, List<GeneratorCost>> Keystrokes { get; } = Enum.GetValues<Keystroke>().ToDictionary(kind => kind, _ => new List<GeneratorCost>());

    /// <summary>Files that the last run produced.</summary>
    public int GeneratedFiles { get; private set; }

    /// <summary>Characters that the last run produced.</summary>
    public int GeneratedCharacters { get; private set; }

    public void Forget()
    {
        FirstRuns.Clear();
        foreach (var samples in Keystrokes.Values)
        {
            samples.Clear();
        }
    }

    /// <summary>The first run on a project that nobody has looked at before.</summary>
    public void Open()
    {
        _project = SampleProject.Create();
        _driver = CSharpGeneratorDriver.Create([create()], parseOptions: SampleProject.Language);
        FirstRuns.Add(Run(_project.Compilation));
        var result = _driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            throw new InvalidOperationException($"{name} failed.", exception);
        }

        GeneratedFiles = result.GeneratedSources.Length;
        GeneratedCharacters = result.GeneratedSources.Sum(source => source.SourceText.Length);
    }

    /// <summary>A keystroke, several times.</summary>
    public void Type(Keystroke keystroke, int times)
    {
        var costs = Enumerable.Range(0, times).Select(_ => Run(_project.Type(keystroke))).ToList();
        Keystrokes[keystroke].Add(new GeneratorCost(Median(costs, cost => cost.Milliseconds), Median(costs, cost => cost.Kilobytes)));
    }

    private GeneratorCost Run(CSharpCompilation compilation)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(compilation);
        var time = Stopwatch.GetElapsedTime(begin);
        return new GeneratorCost(time.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0);
    }

    private static double Median(IEnumerable<GeneratorCost> costs, Func<GeneratorCost, double> value) => Measuring.Spread.Of(costs.Select(value)).Median;
}
