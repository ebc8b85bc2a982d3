using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>What runs again after an edit: as little as possible.</summary>
public sealed partial class IncrementalTests
{
    private static readonly string[] Steps =
    [
        TrackingNames.Files, TrackingNames.Endpoints, TrackingNames.EndpointClasses, TrackingNames.HasRuntime,
        TrackingNames.UnionDeclarations, TrackingNames.UnionCases, TrackingNames.Unions,
        TrackingNames.HasSender, TrackingNames.SendMethods, TrackingNames.ForeignUnions,
        TrackingNames.WriterOwners, TrackingNames.EventWriters,
    ];

    private const string Other = """
        namespace Other;

        /// <summary>Nothing to do with streams.</summary>
        public static class Unrelated
        {
            // one
            public static int One() => 1;
        }
        """;

    private const string Contracts = "namespace Contracts; [SegStream.StreamEvents] public abstract partial record News { [SegStream.StreamEvent(\"flash\")] public sealed record Flash(string Text) : News; }";

    private const string Streamed = "namespace App; public static class Newsroom { [SegStream.SseEndpoint(\"/news\")] public static System.Collections.Generic.IEnumerable<Contracts.News> News() => []; }";

    private static readonly string[] Names = ["Shapes", "Parameters", "Metadata", "Unions", "EventWriters", "Instance"];

    private static string[] Sources => [.. Names.Select(name => new SnapshotFolder(name).Source), Streamed, Other];

    [Fact]
    public void Every_step_has_a_name_that_the_tests_know()
    {
        var run = GeneratorRun.Of(TestCompilation.Application(Sources).WithContracts(Contracts));
        Assert.Equal(Steps.Order(StringComparer.Ordinal), run.Result.TrackedSteps.Keys.Where(name => name.StartsWith("SegStream.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public static int One() => 1;", "public static int One() => 2;")]
    [InlineData("public static int One() => 1;", "public static int One() => 1; public sealed record New; private readonly struct Newer(int a) { public int A => a; }")]
    [InlineData("// one", "// two")]
    [InlineData("Nothing to do", "Nothing at all to do")]
    [InlineData("public static class Unrelated", "[System.Obsolete] public static class Unrelated")]
    [InlineData("Unrelated", "Renamed")]
    [InlineData("}", "} }")]
    [InlineData("namespace Other;", "namespace Another;")]
    [InlineData("namespace Other;", "using System; using Text = System.String; namespace Other;")]
    public void Edit_of_a_file_that_no_endpoint_mentions_runs_nothing(string text, string edited) => AssertNothingRuns(Sources.Length - 1, text, edited);

    [Theory]
    [InlineData("Shapes", "await sender.SendAsync(default, ct);", "await sender.SendAsync(default, ct); await sender.SendAsync(default, ct);")]
    [InlineData("Shapes", "=> throw new NotSupportedException();", "=> throw new InvalidOperationException();")]
    [InlineData("Shapes", "await sender.SendAsync(default, ct);", "// a comment\n#region r\n#endregion\n        await sender.SendAsync(default, ct);")]
    [InlineData("Shapes", "    [SseEndpoint(\"/maybe\")]", "\n\n  // A comment, and white space.\n\t\t    [ SseEndpoint ( \"/maybe\" ) ]  /* and */  ")]
    [InlineData("Shapes", "public sealed record Tick", "#pragma warning disable CS0001\npublic sealed record Tick")]
    [InlineData("Shapes", "public static class Shapes\n{", "public static class Shapes\n{\n    private static readonly int Field = 1; private static void Method(int a) { }")]
    [InlineData("Shapes", "using System;", "using System; // and more\n")]
    [InlineData("Shapes", "public sealed record Tick", "/// <summary>Documented.</summary>\npublic sealed record Tick")]
    [InlineData("Unions", "private readonly int _order;", "private readonly int _order; private int Sum() { return _order + 1; }")]
    [InlineData("Unions", "using SegStream;", "// A comment above.\r\nusing SegStream;")]
    public void Edit_of_what_no_generated_file_depends_on_runs_nothing(string file, string text, string edited) => AssertNothingRuns(Array.IndexOf(Names, file), text, edited);

    [Fact]
    public void Files_that_are_added_removed_or_brought_into_another_order_run_nothing()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);

        var added = compilation.AddSyntaxTrees(Parse("namespace Other; public static class Added { public static int Two() => 2; }", "Added.cs"));
        var second = GeneratorRun.Of(first.Driver, added);
        PipelineSteps.AssertNothingRan(second);

        var reversed = added.RemoveAllSyntaxTrees().AddSyntaxTrees(added.SyntaxTrees.Reverse());
        var third = GeneratorRun.Of(second.Driver, reversed);
        PipelineSteps.AssertNothingRan(third);

        var removed = reversed.RemoveSyntaxTrees(reversed.SyntaxTrees.Where(tree => tree.FilePath == "Added.cs" || tree.ToString() == Other));
        PipelineSteps.AssertNothingRan(GeneratorRun.Of(third.Driver, removed));
    }

    [Fact]
    public void Another_line_ending_runs_nothing()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var edited = compilation.SyntaxTrees.Aggregate(compilation, (all, tree) => all.ReplaceSyntaxTree(tree, Parse(tree.ToString().ReplaceLineEndings("\r\n"), tree.FilePath)));
        PipelineSteps.AssertNothingRan(GeneratorRun.Of(first.Driver, edited));
    }

    [Fact]
    public void Change_of_a_referenced_type_that_no_endpoint_needs_runs_nothing()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var library = Library("public record Far(int A);");
        var first = GeneratorRun.Of(compilation.AddReferences(library));
        PipelineSteps.AssertNothingRan(GeneratorRun.Of(first.Driver, compilation.AddReferences(Library("public record Far(int A, int B); public class New;"))));

        // An editor refers to the other project by its compilation.
        var project = TestCompilation.Application("public record Far(int A);").WithAssemblyName("Far");
        var edited = project.ReplaceSyntaxTree(project.SyntaxTrees[0], Parse("public record Far(int A) { public int B() => 1; }", "Far.cs"));
        var second = GeneratorRun.Of(first.Driver, compilation.AddReferences(project.ToMetadataReference()));
        PipelineSteps.AssertNothingRan(GeneratorRun.Of(second.Driver, compilation.AddReferences(edited.ToMetadataReference())));
    }

    [Fact]
    public void Change_of_one_endpoint_writes_its_file_only()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var endpoints = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (Match route in Route().Matches(tree.ToString()))
            {
                var edited = tree.ToString().Insert(route.Index + route.Length, "/edited");
                var second = GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(tree, Parse(edited, tree.FilePath)));
                var written = Assert.Single(PipelineSteps.Written(second));
                Assert.Contains("/edited\"", second.Files[written], StringComparison.Ordinal);
                endpoints++;
            }
        }

        Assert.True(endpoints > 30, $"{endpoints} endpoints");
    }

    [Theory]
    [InlineData("[StreamEvent(\"progress\")]", "[StreamEvent(\"step\")]", "App.Events.ImportEvent.")]
    [InlineData("[StreamEvent(\"progress\")]", "[StreamEvent(\"progress\", Terminal = true)]", "App.Events.ImportEvent.")]
    [InlineData("[StreamEvent(\"progress\")]", "[StreamEvent(\"new\")] public sealed record New(int A) : ImportEvent;\n[StreamEvent(\"progress\")]", "App.Events.ImportEvent.")]
    [InlineData("int Finished", "long Finished", "App.Events.ImportEvent.")]
    public void Change_of_a_case_writes_only_what_depends_on_it(string text, string edited, string prefix)
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var second = Edit(GeneratorRun.Of(compilation), compilation, Array.IndexOf(Names, "Unions"), text, edited).AssertCompiles();
        Assert.NotEmpty(PipelineSteps.Written(second));
        Assert.All(PipelineSteps.Written(second), file => Assert.StartsWith(prefix, file, StringComparison.Ordinal));
    }

    [Fact]
    public void Change_of_a_type_reaches_every_endpoint_that_depends_on_it_however_far_away()
    {
        var compilation = TestCompilation.Application(
            "namespace A; public sealed record Deep(int Value);",
            "namespace B; public class Middle { public A.Deep? Deep { get; set; } }",
            "namespace C; public static class P { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<B.Middle> Run() => []; }");
        var second = Edit(GeneratorRun.Of(compilation), compilation, 0, "int Value", "string Value");
        Assert.StartsWith("B.Middle.", Assert.Single(PipelineSteps.Written(second)), StringComparison.Ordinal);
        Assert.Contains("typeof(string)", second.File("B.Middle."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DocumentationMode.Diagnose)]
    [InlineData(DocumentationMode.None)]
    public void Edited_summary_is_written_whether_or_not_the_compiler_reads_documentation(DocumentationMode mode)
    {
        const string Before = "public static class P\n{\n    /// <summary>Old words.</summary>\n    [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> Run() => [];\n}\n";
        var options = TestCompilation.ParseOptions.WithDocumentationMode(mode);
        var before = CSharpSyntaxTree.ParseText(Before, options, "Endpoint.cs");
        var after = CSharpSyntaxTree.ParseText(Before.Replace("Old", "New", StringComparison.Ordinal), options, "Endpoint.cs");
        var other = CSharpSyntaxTree.ParseText("public static class Other { public static int One() => 1; }", options, "Other.cs");
        var compilation = TestCompilation.Application().AddSyntaxTrees(other, before);
        var first = GeneratorRun.Of(compilation);
        Assert.Contains("Old words.", first.File("P.Run."), StringComparison.Ordinal);
        var second = GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(before, after));
        Assert.Contains("New words.", second.File("P.Run."), StringComparison.Ordinal);
    }

    [Fact]
    public void No_step_holds_a_symbol_a_syntax_node_a_compilation_or_a_location()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var second = Edit(first, compilation, 0, "\"/maybe\"", "\"/perhaps\"");
        foreach (var step in PipelineSteps.Own(first).Concat(PipelineSteps.Own(second)))
        {
            foreach (var (value, _) in step.Outputs)
            {
                Assert.Null(ObjectGraph.PathToBanned(value, step.Name ?? "a step without a name"));
            }
        }

        Assert.NotNull(ObjectGraph.PathToBanned(new Func<object>(() => compilation), "the walk itself"));
    }

    [Fact]
    public void What_is_remembered_keeps_no_compilation_alive()
    {
        var weak = RunAndForget();
        for (var attempt = 0; attempt < 10 && weak.Any(reference => reference.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(weak, reference => Assert.False(reference.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] RunAndForget()
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        var first = GeneratorRun.Of(compilation);
        var second = Edit(first, compilation, 0, "\"/maybe\"", "\"/perhaps\"");
        return [new(compilation), new(compilation.SyntaxTrees[0]), new(compilation.SyntaxTrees[^1]), new(second.Output), new(second.Driver)];
    }

    private static void AssertNothingRuns(int file, string text, string edited)
    {
        var compilation = TestCompilation.Application(Sources).WithContracts(Contracts);
        PipelineSteps.AssertNothingRan(Edit(GeneratorRun.Of(compilation), compilation, file, text, edited));
    }

    private static GeneratorRun Edit(GeneratorRun first, CSharpCompilation compilation, int file, string text, string edited)
    {
        var tree = compilation.SyntaxTrees[file];
        var before = tree.ToString();
        var at = before.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        return GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(tree, Parse(before.Remove(at, text.Length).Insert(at, edited), tree.FilePath)));
    }

    private static MetadataReference Library(string source)
    {
        using var stream = new MemoryStream();
        Assert.True(TestCompilation.Application(source).WithAssemblyName("Far").Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, path);

    [GeneratedRegex("""(?<=\[(SseEndpoint|JsonStream|TextStream|ChunkedStream|BinaryStream)\()"/[a-z\-]+(?="[,)])""")]
    private static partial Regex Route();
}
