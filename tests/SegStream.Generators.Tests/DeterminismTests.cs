using System.Globalization;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class DeterminismTests
{
    private static string[] Sources => [.. new[] { "Shapes", "Parameters", "Metadata", "Unions", "UnionFamilies", "EventWriters" }.Select(name => new SnapshotFolder(name).Source)];

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fi-FI")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Output_is_the_same_under_every_culture(string culture)
    {
        var expected = GeneratorRun.Of(TestCompilation.Application(Sources)).Files;
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            Assert.Equal(expected, GeneratorRun.Of(TestCompilation.Application(Sources)).Files);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void Output_does_not_depend_on_the_order_of_the_files()
    {
        var compilation = TestCompilation.Application(
        [
            .. Sources,
            "using SegStream; namespace Split; [StreamEvents] public abstract partial record Ev { [StreamEvent(\"b\", Error = true)] public sealed record B(string M) : Ev; }",
            "using SegStream; namespace Split; public abstract partial record Ev { [StreamEvent(\"a\", Error = true)] public sealed record A(string M) : Ev; }",
            "using SegStream; namespace Split; [StreamEvent(\"c\")] public sealed record C : Ev;",
        ]);
        var trees = compilation.SyntaxTrees;
        var reversed = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.Reverse());

        var expected = GeneratorRun.Of(compilation).AssertCompiles().Files;
        Assert.Equal(expected, GeneratorRun.Of(reversed).AssertCompiles().Files);
    }

    [Fact]
    public void Output_has_line_feeds_only_and_is_the_same_for_both_line_endings()
    {
        var expected = GeneratorRun.Of(TestCompilation.Application([.. Sources.Select(source => source.ReplaceLineEndings("\n"))])).Files;
        var files = GeneratorRun.Of(TestCompilation.Application([.. Sources.Select(source => source.ReplaceLineEndings("\r\n"))])).Files;
        Assert.All(files, file => Assert.DoesNotContain('\r', file.Value));
        Assert.Equal(expected, files);
    }
}
