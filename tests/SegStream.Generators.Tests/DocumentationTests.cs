using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>The comment of a method is read whether the compiler writes documentation or not.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("/// <summary>One.</summary>", "One.", null)]
    [InlineData("/// <summary>One\n///   &lt;two&gt; <c>three</c> <see langword=\"null\"/> <see cref=\"M:A.B.C(System.Int32)\"/> <see cref=\"List{T}\"/>.</summary>", "One <two> three null C(System.Int32) List{T}.", null)]
    [InlineData("/// <summary>A<para>B</para>C</summary>\n/// <remarks><list><item>D</item><item>E</item></list></remarks>", "A\nB\nC", "D\nE")]
    [InlineData("/** <summary>A\n * B</summary>\n */", "A B", null)]
    [InlineData("// <summary>No comment of this kind</summary>", null, null)]
    [InlineData("//// <summary>No comment of this kind</summary>", null, null)]
    [InlineData("/// <summary> </summary>", null, null)]
    [InlineData("/*\n/// <summary>Taken out</summary>\n*/", null, null)]
    [InlineData("/// <summary>Not closed", null, null)]
    [InlineData("/// <summary>\"quoted\" \\ and \t tab ü😀</summary>", "\"quoted\" \\ and tab ü😀", null)]
    [InlineData("#if X\n/// <summary>Off</summary>\n#endif", null, null)]
    public void Summary_and_remarks_are_metadata(string comment, string? summary, string? remarks)
    {
        foreach (var newLine in new[] { "\n", "\r\n" })
        {
            var text = $"public static class P\n{{\n{comment}\n[SegStream.SseEndpoint(\"/x\")]\npublic static System.Collections.Generic.List<int> Run() => [];\n}}".Replace("\n", newLine, StringComparison.Ordinal);
            var files = new[] { DocumentationMode.None, DocumentationMode.Parse, DocumentationMode.Diagnose }.Select(mode => Generate(text, mode)).ToList();
            Assert.All(files, file => Assert.Equal(files[0], file));
            Check(files[0], "EndpointSummaryAttribute", summary);
            Check(files[0], "EndpointDescriptionAttribute", remarks);
        }
    }

    [Theory]
    [InlineData("public interface I {\n/// <summary>Of the interface.</summary>\n System.Collections.Generic.List<int> Run(); } public class P : I {\n/// <inheritdoc/>\n ATTRIBUTE public System.Collections.Generic.List<int> Run() => []; }")]
    [InlineData("public abstract class B {\n/// <summary>Of the interface.</summary>\n public abstract System.Collections.Generic.List<int> Run(); } public class P : B {\n/// <inheritdoc/>\n ATTRIBUTE public override System.Collections.Generic.List<int> Run() => []; }")]
    [InlineData("public static partial class P {\n/// <summary>Of the interface.</summary>\n ATTRIBUTE public static partial System.Collections.Generic.List<int> Run(); } public static partial class P { public static partial System.Collections.Generic.List<int> Run() => []; }")]
    public void Comment_is_inherited_where_it_says_so(string text) =>
        Check(Generate(text.Replace("ATTRIBUTE", "[SegStream.SseEndpoint(\"/x\")]", StringComparison.Ordinal), DocumentationMode.None), "EndpointSummaryAttribute", "Of the interface.");

    [Theory]
    [InlineData("public static class P {\n/// <param name=\"x\">How\n/// far.</param>\nATTRIBUTE public static System.Collections.Generic.List<int> Run(int x) => []; }")]
    [InlineData("/// <param name=\"X\">How far.</param>\npublic record R(int X); public static class P { ATTRIBUTE public static System.Collections.Generic.List<int> Run([Microsoft.AspNetCore.Http.AsParameters] R r) => []; }")]
    [InlineData("public class R {\n/// <summary>How far.</summary>\npublic int X { get; set; } } public static class P { ATTRIBUTE public static System.Collections.Generic.List<int> Run([Microsoft.AspNetCore.Http.AsParameters] R r) => []; }")]
    public void Description_of_a_parameter_is_in_that_of_the_endpoint(string text) =>
        Assert.Contains("Description = \"How far.\"", Generate(text.Replace("ATTRIBUTE", "[SegStream.SseEndpoint(\"/x\")]", StringComparison.Ordinal), DocumentationMode.None), StringComparison.Ordinal);

    [Fact]
    public void Edit_of_a_comment_elsewhere_in_the_method_changes_nothing()
    {
        const string Text = "public static class P {\n/// <summary>One.</summary>\n [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.List<int> Run() { /* a */ return []; } }";
        Assert.Equal(Generate(Text, DocumentationMode.Parse), Generate(Text.Replace("/* a */", "/* b */", StringComparison.Ordinal), DocumentationMode.Parse));
    }

    private static void Check(string file, string attribute, string? text)
    {
        if (text is null)
        {
            Assert.DoesNotContain(attribute, file, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(attribute + "(" + SymbolDisplay.FormatLiteral(text, quote: true) + ")", file, StringComparison.Ordinal);
        }
    }

    private static string Generate(string text, DocumentationMode mode)
    {
        var compilation = TestCompilation.Application(text);
        var tree = CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions.WithDocumentationMode(mode), "File0.cs");
        var run = GeneratorRun.Of(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), tree));
        Assert.Null(run.Result.Exception);
        return run.File("P.Run");
    }
}
