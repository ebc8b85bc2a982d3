using Microsoft.CodeAnalysis;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class AssemblyBoundaryTests
{
    private const string Endpoint = """
        using System.Collections.Generic;
        using Microsoft.AspNetCore.Builder;
        using SegStream;

        public static class SAME
        {
            [SseEndpoint("/x")]
            public static IEnumerable<int> Run() => [];

            public static void Map(WebApplication app) => app.MapSegStream();
        }
        """;

    [Fact]
    public void Library_that_references_only_the_contracts_gets_unions_and_nothing_else()
    {
        var compilation = TestCompilation.Contracts(new SnapshotFolder("Unions").Source, """
            public static class Endpoints
            {
                [SegStream.SseEndpoint("/x")]
                public static System.Collections.Generic.IEnumerable<int> Run() => [];
            }
            """);
        var run = GeneratorRun.Of(compilation).AssertCompiles();
        Assert.Equal(["App.Events.ImportEvent", "App.Events.Outer.IInner.event", "Empty"], run.Files.Keys.Where(file => !file.Contains(".Writer", StringComparison.Ordinal)).Select(file => file[..^".12345678.g.cs".Length]));
    }

    [Fact]
    public void Two_assemblies_that_see_each_others_internals_each_map_their_own_endpoints()
    {
        var library = GeneratorRun.Of((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)TestCompilation
            .Application("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]", Endpoint.Replace("SAME", "First", StringComparison.Ordinal))
            .WithAssemblyName("Library")).AssertCompiles();
        using var stream = new MemoryStream();
        Assert.True(library.Output.Emit(stream).Success);

        var application = TestCompilation.Application(Endpoint.Replace("SAME", "Second", StringComparison.Ordinal))
            .AddReferences(MetadataReference.CreateFromImage(stream.ToArray()));
        GeneratorRun.Of(application).AssertCompiles();
    }

    [Fact]
    public void Map_method_exists_before_the_first_endpoint_does()
    {
        const string Source = "using Microsoft.AspNetCore.Builder; public static class P { public static void Map(WebApplication app) => app.MapSegStream().RequireAuthorization(); }";
        Assert.Equal([Emit.MapEmitter.HintName], GeneratorRun.Of(TestCompilation.Application(Source)).AssertCompiles().Files.Keys);
    }

    [Theory]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\")] private static System.Collections.Generic.IEnumerable<int> Run() => []; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\")] public static int Run() => 1; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/{\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\", Capacity = 1)] public static System.Collections.Generic.IEnumerable<int> Run() => []; }")]
    [InlineData("[SegStream.StreamEvents] public abstract record P;")]
    [InlineData("[SegStream.StreamEvents] public abstract partial record P { [SegStream.StreamEvent(\"\")] public sealed record C : P; }")]
    public void Invalid_input_has_no_output_and_no_diagnostic_of_the_generator(string source)
    {
        var run = GeneratorRun.Of(TestCompilation.Application(source));
        Assert.Equal([Emit.MapEmitter.HintName], run.Files.Keys);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Null(run.Result.Exception);
    }
}
