using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class LanguageTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Mvc; using SegStream;\n";

    [Theory]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static List<int> Run(params string[] tags) => []; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static List<int> Run(this HttpContext http) => []; }")]
    [InlineData("public static partial class P { [SseEndpoint(\"/x\")] public static partial List<int> Run(int a); public static partial List<int> Run(int a) => []; }")]
    [InlineData("public interface I { [SseEndpoint(\"/x\")] List<int> Run() => []; }")]
    [InlineData("public record R { [SseEndpoint(\"/x\")] public virtual IAsyncEnumerable<int> Run() => null!; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static unsafe List<int> Run() => []; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static List<int> Run(string a = null!, object b = null!, Uri c = null!, [FromHeader] string d = null!) => []; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\", Method = \"POST\")] public static List<int> Run([FromBody] int? a, [FromQuery] DateTime? b = null, DayOfWeek? c = DayOfWeek.Friday, int? d = null) => []; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static Task<List<int>?> Run() => null!; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static async ValueTask<StreamResponse?> Run() { await Task.Yield(); return null; } }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static List<dynamic> Run() => []; }")]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static List<(int, string?)[]> Run() => []; }")]
    [InlineData("[Obsolete] public static class P { [Obsolete(\"no\"), SseEndpoint(\"/x\")] public static List<int> Run() => []; }")]
    [InlineData("namespace N { public static class P { [SseEndpoint(\"/x\")] public static List<int> Run() => []; } } namespace N { public static class Q { [SseEndpoint(\"/y\")] public static List<int> Run() => []; } }")]
    public void Endpoint_compiles(string source)
    {
        var compilation = TestCompilation.Application(Usings + source);
        var run = GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithAllowUnsafe(true))).AssertCompiles();
        Assert.True(run.Files.Count > 1);
    }

    [Fact]
    public void Output_compiles_as_an_older_language_version()
    {
        var options = TestCompilation.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp11);
        var compilation = TestCompilation.Application().AddSyntaxTrees(new[] { "Instance", "Unions", "UnionFamilies" }.Select(name =>
            CSharpSyntaxTree.ParseText(new SnapshotFolder(name).Source, options, name + ".cs")));
        var driver = GeneratorRun.CreateDriver().WithUpdatedParseOptions(options);
        GeneratorRun.Of(driver, compilation).AssertCompiles();
    }
}
