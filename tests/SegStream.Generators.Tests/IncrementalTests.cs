using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class IncrementalTests
{
    private static readonly string[] Steps =
    [
        TrackingNames.Endpoints, TrackingNames.ServedEndpoints, TrackingNames.EndpointClasses, TrackingNames.HasRuntime,
        TrackingNames.UnionDeclarations, TrackingNames.UnionCases, TrackingNames.Unions,
        TrackingNames.HasSender, TrackingNames.SendMethods, TrackingNames.StreamedUnions, TrackingNames.ForeignUnions,
        TrackingNames.EventTypes, TrackingNames.EventWriters,
    ];

    private const string Contracts = "namespace Contracts; [SegStream.StreamEvents] public abstract partial record News { [SegStream.StreamEvent(\"flash\")] public sealed record Flash(string Text) : News; }";

    private const string Streamed = "namespace App; public static class Newsroom { [SegStream.SseEndpoint(\"/news\")] public static System.Collections.Generic.IEnumerable<Contracts.News> News() => []; }";

    private const string Other = "namespace Other; public static class Unrelated { public static int One() => 1; }";

    private static string[] Sources => [new SnapshotFolder("Shapes").Source, new SnapshotFolder("Parameters").Source, new SnapshotFolder("Metadata").Source, new SnapshotFolder("Unions").Source, new SnapshotFolder("EventWriters").Source, Streamed, Other];

    [Fact]
    public void Every_step_has_a_name_that_the_tests_know()
    {
        var run = GeneratorRun.Of(TestCompilation.Application(Sources).WithContracts(Contracts));
        Assert.Equal(Steps.Order(StringComparer.Ordinal), run.Result.TrackedSteps.Keys.Where(name => name.StartsWith("SegStream.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("namespace Other; public static class Unrelated { public static int One() => 2; }")]
    [InlineData("namespace Other; public static class Unrelated { public static int One() => 1; public sealed record New; }")]
    [InlineData("// nothing is left")]
    public void Unrelated_edit_leaves_every_step_and_output_cached(string edited)
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var tree = compilation.SyntaxTrees.Last();
        var second = GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edited, TestCompilation.ParseOptions, tree.FilePath)));

        AssertAllCached(second);
    }

    [Fact]
    public void Edit_inside_a_method_of_the_same_file_leaves_every_output_cached()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var tree = compilation.SyntaxTrees.First();
        var text = tree.GetText().ToString().Replace("await sender.SendAsync(default, ct);", "await sender.SendAsync(default, ct); await sender.SendAsync(default, ct);", StringComparison.Ordinal);
        var second = GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, tree.FilePath)));

        Assert.NotEqual(tree.GetText().ToString(), text);
        AssertAllCached(second);
    }

    [Fact]
    public void Edit_of_one_endpoint_writes_that_endpoint_only()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var tree = compilation.SyntaxTrees.First();
        var text = tree.GetText().ToString().Replace("\"/maybe\"", "\"/perhaps\"", StringComparison.Ordinal);
        var second = GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, tree.FilePath)));

        var written = Outputs(second).Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)).ToList();
        Assert.Single(written);
        Assert.Contains("/perhaps", second.File("App.Shapes.Maybe."), StringComparison.Ordinal);
    }

    [Fact]
    public void No_step_holds_a_symbol_a_syntax_node_a_compilation_or_a_location()
    {
        var run = GeneratorRun.Of(TestCompilation.Application(Sources).WithContracts(Contracts));
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var outputs = Steps.SelectMany(name => run.Result.TrackedSteps[name]).SelectMany(step => step.Outputs).ToList();
        Assert.NotEmpty(outputs);
        foreach (var (value, _) in outputs)
        {
            AssertHoldsText(value, visited, value.GetType().Name);
        }
    }

    private static void AssertAllCached(GeneratorRun run)
    {
        var reasons = Steps.SelectMany(name => run.Result.TrackedSteps[name]).SelectMany(step => step.Outputs).Concat(Outputs(run)).ToList();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, output.Reason + ": " + output.Value));
    }

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs);

    private static void AssertHoldsText(object? value, HashSet<object> visited, string path)
    {
        if (value is null or string or bool or Enum || value.GetType().IsPrimitive)
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or SyntaxToken or SyntaxReference or AttributeData, path);
        if (!visited.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                AssertHoldsText(item, visited, path + "[]");
            }
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertHoldsText(field.GetValue(value), visited, path + "." + field.Name);
        }
    }
}
