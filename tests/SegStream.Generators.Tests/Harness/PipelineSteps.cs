using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SegStream.Generators.Reading;

namespace SegStream.Generators.Tests.Harness;

/// <summary>All steps of a run, those without a name too.</summary>
internal static class PipelineSteps
{
    // The compiler's own inputs, from which every pipeline begins. It holds them itself.
    private static readonly string[] Inputs = ["Compilation", "ParseOptions", "AdditionalTexts", "AnalyzerConfigOptions", "MetadataReferences"];

    /// <summary>The steps of our pipeline, from the outputs back to the compiler's inputs.</summary>
    public static IReadOnlyList<IncrementalGeneratorRunStep> Own(GeneratorRun run)
    {
        var found = new HashSet<IncrementalGeneratorRunStep>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<IncrementalGeneratorRunStep>(run.Result.TrackedOutputSteps.Values.Concat(run.Result.TrackedSteps.Values).SelectMany(steps => steps));
        while (waiting.TryPop(out var step))
        {
            if (!Inputs.Contains(step.Name) && found.Add(step))
            {
                foreach (var (source, _) in step.Inputs)
                {
                    waiting.Push(source);
                }
            }
        }

        return [.. found];
    }

    /// <summary>Asserts that no step had anything to do.</summary>
    public static void AssertNothingRan(GeneratorRun run)
    {
        var outputs = Own(run).SelectMany(step => step.Outputs.Select(output => (step.Name, output.Reason, output.Value))).ToList();

        // A file in which an attribute was written for the first time is looked at, and has nothing.
        outputs.RemoveAll(output => output is { Name: null, Reason: IncrementalStepRunReason.New, Value: FileModel file } && file == FileModel.Empty);
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{output.Name ?? "a step without a name"} {output.Reason}: {output.Value}"));
    }

    /// <summary>The names of the files that were written again.</summary>
    public static ImmutableSortedSet<string> Written(GeneratorRun run) => run.Result.TrackedOutputSteps.Values
        .SelectMany(steps => steps)
        .SelectMany(step => step.Outputs)
        .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Removed))
        .SelectMany(output => HintNames(output.Value))
        .ToImmutableSortedSet(StringComparer.Ordinal);

    // The value is the compiler's own pair of texts and diagnostics, whose type is not public.
    private static IEnumerable<string> HintNames(object value)
    {
        var texts = (System.Collections.IEnumerable)((System.Runtime.CompilerServices.ITuple)value)[0]!;
        foreach (var text in texts)
        {
            yield return (string)text.GetType().GetProperty("HintName")!.GetValue(text)!;
        }
    }
}
