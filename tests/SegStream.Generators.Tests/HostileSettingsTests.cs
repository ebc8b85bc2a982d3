using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>Whatever a project sets, what is generated for it compiles without a warning.</summary>
public sealed class HostileSettingsTests
{
    private static readonly string[] Names = ["Shapes", "Parameters", "Metadata", "Unions", "EventWriters", "Instance"];

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public void Output_compiles_as_every_language_version(LanguageVersion version)
    {
        var options = TestCompilation.ParseOptions.WithLanguageVersion(version);
        var compilation = TestCompilation.Application().AddSyntaxTrees(Names.Select(name => CSharpSyntaxTree.ParseText(new SnapshotFolder(name).Source, options, name + ".cs")));
        GeneratorRun.Of(GeneratorRun.CreateDriver().WithUpdatedParseOptions(options), compilation).AssertCompiles();
    }

    [Theory]
    [InlineData(true, NullableContextOptions.Enable)]
    [InlineData(true, NullableContextOptions.Disable)]
    [InlineData(false, NullableContextOptions.Warnings)]
    [InlineData(false, NullableContextOptions.Annotations)]
    public void Output_compiles_with_all_warnings_as_errors_and_checked_arithmetic(bool isChecked, NullableContextOptions nullable)
    {
        var compilation = TestCompilation.Application([.. Names.Select(name => "#pragma warning disable CS1591, CS8632\n" + new SnapshotFolder(name).Source)]);
        var options = compilation.Options
            .WithOverflowChecks(isChecked)
            .WithNullableContextOptions(nullable)
            .WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Error), new("CS8019", ReportDiagnostic.Error)]);
        GeneratorRun.Of(compilation.WithOptions(options)).AssertCompiles();
    }

    [Theory]
    [InlineData("namespace App { public class System; public class Task; public class String; public class SegStream; public class Microsoft; public class Object; public class Func; public class @global; public static class P { [global::SegStream.SseEndpoint(\"/x\")] public static global::System.Collections.Generic.IEnumerable<Task> Run(global::System.Threading.CancellationToken System, string String, [global::Microsoft.AspNetCore.Mvc.FromQuery] int? Microsoft) => []; } }")]
    [InlineData("namespace SegStream.Hosting.Mine { public static class StreamEndpointMapper { [SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> Map() => []; } } namespace SegStream.Generated { public static class SegStreamEndpoints { [SseEndpoint(\"/y\")] public static System.Collections.Generic.IEnumerable<int> Map() => []; } }")]
    [InlineData("namespace Microsoft.AspNetCore.Builder { public static class Mine { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> MapSegStream() => []; } }")]
    [InlineData("namespace App; public static class \\u0041b { [SegStream.SseEndpoint(\"/{\\u0069d}\")] public static System.Collections.Generic.IEnumerable<int> @\\u0063lass(int \\u0069d, int Stra\\u00dfe) => []; }")]
    [InlineData("namespace App; public static class P { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> field(int value, int @field, int @record, int with, int and, int or, int not, int when, int nameof, int unmanaged, int notnull, int managed, int scoped, int required, int extension, int allows, int @await) => []; }")]
    [InlineData("namespace App; public partial record struct S { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; } public ref partial struct R { [SegStream.SseEndpoint(\"/y\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; } public partial interface I { [SegStream.SseEndpoint(\"/z\")] static System.Collections.Generic.IEnumerable<int> Run() => []; }")]
    [InlineData("namespace App; public abstract class B { [SegStream.SseEndpoint(\"/x\")] public abstract System.Collections.Generic.IEnumerable<int> One(); [SegStream.SseEndpoint(\"/y\")] internal virtual System.Collections.Generic.IEnumerable<int> Two() => []; [SegStream.SseEndpoint(\"/z\")] protected internal System.Collections.Generic.IEnumerable<int> Three() => []; }")]
    [InlineData("namespace A.B { public static class P { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; } } namespace A { public static class B_P { [SegStream.SseEndpoint(\"/y\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; } } public static class A_B { public static class P { [SegStream.SseEndpoint(\"/z\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; } }")]
    public void Output_compiles_whatever_the_names_shadow(string source)
    {
        var run = GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS8981, CS9258, CS9259\n" + source)).AssertCompiles();
        Assert.Equal(source.Split("SseEndpoint(").Length, run.Files.Count(file => !file.Key.Contains(".Writer", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_of_files_differ_where_the_file_system_does_not_see_case()
    {
        var methods = string.Concat(from index in Enumerable.Range(0, 64)
                                    let name = string.Concat("abcdef".Select((letter, bit) => (index & (1 << bit)) != 0 ? char.ToUpperInvariant(letter) : letter))
                                    select $"[SegStream.SseEndpoint(\"/{index}\")] public static System.Collections.Generic.IEnumerable<int> {name}() => [];\n");
        var run = GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS8981\npublic static class P {\n" + methods + "}")).AssertCompiles();
        Assert.Equal(65, run.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Long_names_stay_within_what_the_compiler_and_file_systems_take()
    {
        var longName = new string('n', 300);
        var source = $"namespace {longName}.{longName}; public static class {longName} {{ public static class {longName}2 {{ public record E(int A); [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<E> {longName}() => []; [SegStream.SseEndpoint(\"/y\")] public static System.Collections.Generic.IEnumerable<E> {longName}(int a) => []; }} }}";
        var run = GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS8981\n" + source)).AssertCompiles();
        Assert.Equal(4, run.Files.Count);
        Assert.All(run.Files.Keys, name => Assert.True(name.Length <= 255, name));
    }

    [Fact]
    public void Internal_types_of_an_assembly_that_shows_them_can_be_used()
    {
        using var stream = new MemoryStream();
        var library = TestCompilation.Application("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")] namespace Library; internal record Secret(int A); internal sealed class Store; internal enum Kind { A }").WithAssemblyName("Library");
        Assert.True(library.Emit(stream).Success);
        var application = TestCompilation.Application("internal static class P { [SegStream.SseEndpoint(\"/x\")] internal static System.Collections.Generic.IEnumerable<Library.Secret> Run(Library.Store store, Library.Kind kind) => []; }");
        var run = GeneratorRun.Of(application.AddReferences(MetadataReference.CreateFromImage(stream.ToArray()))).AssertCompiles();
        Assert.Contains("global::Library.Kind", run.File("P.Run."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class P { [SseEndpoint(\"/x\"), Obsolete(\"no\", true)] public static IEnumerable<int> {|SEG0006:Run|}() => []; }")]
    [InlineData("[Obsolete(\"no\", true)] public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<int> {|SEG0006:Run|}() => []; }")]
    [InlineData("file static class P { [SseEndpoint(\"/x\")] public static IEnumerable<int> {|SEG0006:Run|}() => []; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<int> Run(dynamic {|SEG0002:a|}) => []; }")]
    public Task What_generated_code_must_not_name_is_an_error(string source) => RuleRun.VerifyAsync(source);

    [Fact]
    public async Task Method_in_an_extension_block_is_an_error()
    {
        var options = TestCompilation.ParseOptions.WithLanguageVersion(LanguageVersion.Preview);
        var tree = CSharpSyntaxTree.ParseText("public static class P { extension(string text) { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; } }", options, "P.cs");
        var compilation = TestCompilation.Application().AddSyntaxTrees(tree);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var error = Assert.Single(await RuleRun.AnalyzeAsync(compilation));
        Assert.Equal("SEG0006", error.Id);
        Assert.Equal("Run", tree.GetText().ToString(error.Location.SourceSpan));
        Assert.Equal([Emit.MapEmitter.HintName], GeneratorRun.Of(GeneratorRun.CreateDriver().WithUpdatedParseOptions(options), compilation).Files.Keys);
    }
}
