using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>For which types of events a writer is generated, and that it compiles whatever they are called.</summary>
public sealed class EventWriterTests
{
    private const string Usings = """
        using System; using System.Collections; using System.Collections.Generic; using System.Text.Json; using System.Text.Json.Serialization; using System.Threading.Tasks; using SegStream;

        """;

    private const string Endpoint = " public static class Endpoints { [SseEndpoint(\"/x\")] public static IEnumerable<E> Run() => []; }";

    [Theory]
    [InlineData("public record E(int A);")]
    [InlineData("public record struct E(int A, string? B);")]
    [InlineData("public struct E { public int A { get; set; } }")]
    [InlineData("public abstract class E { public int A => 1; }")]
    [InlineData("internal class E { internal E() { } public int A { get; private set; } public static E Create() => new() { A = 1 }; }")]
    [InlineData("public class E { public required int A { get; init; } private int B { get; set; } protected Uri? C { get; set; } private readonly object _d = \"\"; public object D() => _d; }")]
    [InlineData("public class E(int a) { public int A => a; [JsonIgnore] public object? B { get; set; } [JsonIgnore(Condition = JsonIgnoreCondition.Always)] public E? C { get; set; } }")]
    [InlineData("public class Base { public int A { get; set; } } public class Middle : Base { public string? B { get; set; } } public class E : Middle { public bool C { get; set; } }")]
    [InlineData("public class E { [JsonPropertyName(\"\\\"\\u2028\")] public int A { get; set; } [JsonRequired] public int B { get; set; } [Obsolete] public int c; }")]
    [InlineData("public record E(List<List<int[]?>?>? A, IReadOnlyList<Guid> B, DayOfWeek? C, (int, int)[] D) { [JsonIgnore] public (int, int)[] D { get; } = D; }")]
    [InlineData("public interface I { int A { get; } } public record E(int A) : I, IDisposable { int I.A => 2; public void Dispose() { } public int this[int i] => i; public static int S => 1; }")]
    [InlineData("public record Part(int X); public record E(Part A, Part? B, Part[] C, List<Part?> D);")]
    [InlineData("[JsonPolymorphic, JsonDerivedType(typeof(E), \"e\")] public record B(int X); public record E(int X) : B(X) { [JsonIgnore] public new int X { get; } = X; }", false)]
    [InlineData("[JsonPolymorphic, JsonDerivedType(typeof(E), \"e\")] public record B(int X); public record E(int Y) : B(Y);")]
    [InlineData("public record E(int N, E? A);", false)]
    [InlineData("public record P(List<E[]> Children); public record E(int N, P? A);", false)]
    [InlineData("public record E;", false)]
    [InlineData("public record P; public record E(int A, P B);", false)]
    [InlineData("public record E(object A);", false)]
    [InlineData("public record E(dynamic A);", false)]
    [InlineData("public record E(byte[] A);", false)]
    [InlineData("public record E(int[,] A);", false)]
    [InlineData("public record E(nint A);", false)]
    [InlineData("public record E(Half A);", false)]
    [InlineData("public record E(Uri A);", false)]
    [InlineData("public record E(Version A);", false)]
    [InlineData("public record E((int, int) A);", false)]
    [InlineData("public record E(JsonElement A);", false)]
    [InlineData("public record E(KeyValuePair<int, int> A);", false)]
    [InlineData("public record E(Dictionary<string, int> A);", false)]
    [InlineData("public record E(IEnumerable<int> A);", false)]
    [InlineData("public record E(ReadOnlyMemory<byte> A);", false)]
    [InlineData("public record E(IComparable A);", false)]
    [InlineData("public interface E { int A { get; } }", false)]
    [InlineData("public class E : List<int> { public int A { get; set; } }", false)]
    [InlineData("public class E : IAsyncEnumerable<int> { public int A { get; set; } public IAsyncEnumerator<int> GetAsyncEnumerator(System.Threading.CancellationToken c) => throw new Exception(); }", false)]
    [InlineData("public class E : Exception { public int A { get; set; } }", false)]
    [InlineData("public class E { private int _a; public ref int A => ref _a; }", false)]
    [InlineData("public class B { public virtual int A { get; set; } } public class E : B { public override int A { get; set; } }", false)]
    [InlineData("public class B { public int A { get; set; } } public class E : B { public new int A { get; set; } }", false)]
    [InlineData("public class E { public int A { get; set; } [JsonInclude] public int B; }", false)]
    [InlineData("public class E { public int A { get; set; } [JsonInclude] internal int B { get; set; } }", false)]
    [InlineData("public class E { [JsonPropertyOrder(1)] public int A { get; set; } }", false)]
    [InlineData("public class E { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? A { get; set; } }", false)]
    [InlineData("public class E { [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] public DayOfWeek A { get; set; } }", false)]
    [InlineData("public sealed class MineAttribute : JsonConverterAttribute; public class E { [Mine] public int A { get; set; } }", false)]
    [InlineData("[JsonConverter(typeof(JsonStringEnumConverter<D>))] public enum D { A } public record E(D A);", false)]
    [InlineData("[JsonNumberHandling(JsonNumberHandling.WriteAsString)] public record E(int A);", false)]
    [InlineData("[JsonDerivedType(typeof(E))] public record E(int A);", false)]
    [InlineData("public class E { public int A { get; set; } [JsonExtensionData] public Dictionary<string, object>? B { get; set; } }", false)]
    public void Writer_is_generated_for_what_is_plain_only(string source, bool isPlain = true)
    {
        var run = GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS0169, CS0414, CS0649\n" + Usings + source + (source.StartsWith("internal", StringComparison.Ordinal) ? Endpoint.Replace("public", "internal", StringComparison.Ordinal) : Endpoint))).AssertCompiles();
        Assert.Equal(isPlain ? 1 : 0, Writers(run).Count());
    }

    [Theory]
    [InlineData("[Obsolete(\"no\", DiagnosticId = \"X1\")] public record P(int A); public record E([property: Obsolete(\"no\", true)] int B);")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] public record P(int A); public record E(P A);")]
    [InlineData("public class E { public int A { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"\")] get => 1; } }")]
    [InlineData("[System.Runtime.Versioning.SupportedOSPlatform(\"linux\")] public record E(int A);")]
    public void Types_that_warn_who_names_them_have_no_writer(string source) =>
        Assert.Empty(Writers(GeneratorRun.Of(TestCompilation.Application("#pragma warning disable X1, CA1416\n" + Usings + source + Endpoint)).AssertCompiles()));

    [Theory]
    [InlineData("namespace @namespace { public record @class(int @int, string? @string, @enum? @event); public enum @enum : byte { @if } public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<@class> Run() => []; } }")]
    [InlineData("public record E(int value, int writer, int member1, int index1, string? System, string? SegStream, List<int>? global, int[]? Utf8EventWriter, int? field, int? await);" + Endpoint)]
    [InlineData("namespace System.SegStream.Formatting { public record Type(int A, Guid? Utf8EventWriter, Type2? Array); public record Type2(int System); public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<Type> Run() => []; } }")]
    [InlineData("namespace SegStream.Generated.System.Type; public record E(int A, E2 B); public record struct E2(string Register, int WriteShape1, int WriteMembers);" + Endpoint)]
    [InlineData("namespace Straße.日本; public record E(int Größe, string? 名, Übung ñ); public record Übung(int İ, int ı);" + Endpoint)]
    [InlineData("public static class Outer<T> { public record Inner<U>(T A, U B, List<T>? C); } public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<Outer<int>.Inner<string?>> Run() => []; }")]
    [InlineData("public partial class A { public partial struct B { public partial interface C { public record D(int X, D2? Y); public record D2(int Z); } } } public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<A.B.C.D> Run() => []; }")]
    [InlineData("public record E(int A, int a, int B_C, record R); public record record(int get, int set, int init, int var);" + Endpoint)]
    public void Hostile_names_compile(string source) =>
        Assert.Single(Writers(GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS8981, CS8860\n" + Usings + source)).AssertCompiles()));

    [Fact]
    public void Endpoints_share_the_writer_of_a_type_and_constructions_have_one_each()
    {
        const string Source = """
            public record P<T>(T A);
            public static class Endpoints
            {
                [SseEndpoint("/1")] public static IEnumerable<P<int>> One() => [];
                [JsonStream("/2")] public static IAsyncEnumerable<P<int>> Two() => throw new Exception();
                [SseEndpoint("/3")] public static Task Three(StreamSender<P<string?>> sender) => Task.CompletedTask;
                [SseEndpoint("/4")] public static StreamResponse<P<P<int>>> Four() => throw new Exception();
                [TextStream("/5")] public static IEnumerable<string> Five() => [];
            }
            """;
        Assert.Equal(3, Writers(GeneratorRun.Of(TestCompilation.Application(Usings + Source)).AssertCompiles()).Count());
    }

    [Theory]
    [InlineData("public record E(int A, Part? B); public record Part(string X);", 1)]
    [InlineData("public class E { public int A { get; set; } internal int B { get; set; } private string? C { get; set; } }", 1)]
    [InlineData("public record E(int A) { public Hidden? B => null; internal record H; } public class Hidden { internal Hidden() { } }", 0)]
    public void Types_of_another_assembly_have_a_writer_when_all_of_them_can_be_seen(string library, int writers)
    {
        using var stream = new MemoryStream();
        Assert.True(TestCompilation.Application("#pragma warning disable CS0169\n" + Usings + library).WithAssemblyName("Library").Emit(stream).Success);
        var application = TestCompilation.Application(Usings + Endpoint).AddReferences(MetadataReference.CreateFromImage(stream.ToArray()));
        Assert.Equal(writers, Writers(GeneratorRun.Of(application).AssertCompiles()).Count());
    }

    [Fact]
    public void Library_of_contracts_has_the_writers_of_its_unions() =>
        Assert.Single(Writers(GeneratorRun.Of(TestCompilation.Contracts(Usings + "[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A(int N) : U; [StreamEvent(\"b\")] public sealed record B : U; }")).AssertCompiles()));

    [Fact]
    public void Edit_of_a_part_writes_only_the_writers_that_hold_it()
    {
        var types = "namespace Types; public record Part(int X); public record Whole(Part P); public record Other(int N);";
        var endpoints = "using System.Collections.Generic; using SegStream; using Types; public static class P { [SseEndpoint(\"/1\")] public static IEnumerable<Whole> One() => []; [SseEndpoint(\"/2\")] public static IEnumerable<Other> Two() => []; }";
        var compilation = TestCompilation.Application(endpoints, types);
        var first = GeneratorRun.Of(compilation);
        var tree = compilation.SyntaxTrees.Last();
        var edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(types.Replace("int X", "long X", StringComparison.Ordinal), TestCompilation.ParseOptions, tree.FilePath));
        var second = GeneratorRun.Of(first.Driver, edited).AssertCompiles();

        var written = second.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Single(written);
        Assert.Contains("typeof(long)", second.File("Types.Whole."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public record E(int A, Missing B);")]
    [InlineData("public record E(int A, int A);")]
    [InlineData("public record E(int A) : Missing;")]
    [InlineData("public record E([property: Missing] int A);")]
    [InlineData("public record E(int A); public record E(int A);")]
    [InlineData("public record (int A);")]
    [InlineData("public class E { public int { get; set; } public int B { get; } }")]
    [InlineData("public class E : E { public int A { get; set; } }")]
    public void Half_typed_types_do_not_stop_the_generator(string source) =>
        Assert.Null(GeneratorRun.Of(TestCompilation.Application(Usings + source + Endpoint)).Result.Exception);

    private static IEnumerable<string> Writers(GeneratorRun run) => run.Files.Keys.Where(file => file.Contains(".Writer", StringComparison.Ordinal));
}
