using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>Edits of one file that another file's output depends on, each by another way in which C# lets a file see a declaration.</summary>
public sealed class SeenEditTests
{
    private const string Endpoint = "namespace App; public static partial class P { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<int> Run() => []; }";
    private const string Union = "namespace App; [SegStream.StreamEvents] public abstract partial record Job { public int Match { get; init; } [SegStream.StreamEvent(\"a\")] public sealed record A(int N) : Job; }";

    [Theory]
    [InlineData("attribute with type arguments", "public class TagAttribute<T>(int level) : System.Attribute;", "int level", "long level", "[Tag<int>(5)]")]
    [InlineData("qualified attribute with type arguments", "public class TagAttribute<T>(int level) : System.Attribute;", "int level", "long level", "[App.Tag<int>(5)]")]
    [InlineData("attribute with type arguments that is no longer one", "public class TagAttribute<T> : System.Attribute;", ": System.Attribute", ": object", "[Tag<int>]")]
    [InlineData("attribute", "public class TagAttribute(int level) : System.Attribute;", "int level", "long level", "[Tag(5)]")]
    [InlineData("constant in an attribute", "public static class Names { public const string One = \"one\"; }", "\"one\"", "\"two\"", "[Microsoft.AspNetCore.Http.Tags(Names.One)]")]
    [InlineData("constant in a text", "public static class Names { public const string One = \"one\"; }", "\"one\"", "\"two\"", "[Microsoft.AspNetCore.Http.Tags($\"a{Names.One}\")]")]
    [InlineData("base class of a partial class", "[Microsoft.AspNetCore.Authorization.Authorize(Roles = \"a\")] public static partial class P;", "\"a\"", "\"b\"", "")]
    public void Edit_of_what_an_endpoint_names_is_seen(string how, string other, string before, string after, string attribute) =>
        AssertSeen(how, ["namespace App; " + other, Endpoint.Replace("[SegStream", attribute + "[SegStream", StringComparison.Ordinal)], before, after);

    [Theory]
    [InlineData("Other", "JobSenderExtensions")]
    [InlineData("JobSenderExtensions", "Other")]
    [InlineData("Other", "JobMatching")]
    [InlineData("JobMatching", "Other")]
    public void Class_that_takes_a_generated_name_is_seen_although_the_union_does_not_name_it(string before, string after) =>
        AssertSeen(after, [$"namespace App; public static class {before};", Union], before, after);

    private static void AssertSeen(string how, string[] texts, string before, string after)
    {
        var compilation = TestCompilation.Application(texts);
        var first = GeneratorRun.Of(compilation);
        texts[0] = texts[0].Replace(before, after, StringComparison.Ordinal);
        var tree = compilation.SyntaxTrees[0];
        var second = GeneratorRun.Of(first.Driver, compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(texts[0], TestCompilation.ParseOptions, tree.FilePath)));
        var anew = GeneratorRun.Of(TestCompilation.Application(texts));
        Assert.False(first.Files.SequenceEqual(anew.Files), how + ": the edit changes nothing");
        Assert.True(anew.Files.SequenceEqual(second.Files), how + ": the edit is not seen\n" + string.Join("\n", anew.Files.Except(second.Files).Select(file => file.Value)));
    }
}
