using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>While an author types, most compilations are broken; neither the generator nor an analyzer may fail on one.</summary>
public sealed class HalfTypedCodeTests
{
    [Theory]
    [InlineData("Shapes")]
    [InlineData("Parameters")]
    [InlineData("Metadata")]
    [InlineData("Unions")]
    [InlineData("UnionFamilies")]
    public async Task Broken_code_never_makes_the_generator_or_an_analyzer_throw(string name)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var source = new SnapshotFolder(name).Source;
        for (var round = 0; round < 40; round++)
        {
            var broken = source;
            for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
            {
                var start = random.Next(broken.Length);
                broken = broken.Remove(start, Math.Min(random.Next(1, 30), broken.Length - start));
            }

            var compilation = TestCompilation.Application(broken);
            var run = GeneratorRun.Of(compilation);
            Assert.True(run.Result.Exception is null, $"seed {seed}, round {round}: {run.Result.Exception}");

            var reported = await RuleRun.AnalyzeAsync(compilation);
            var crash = reported.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001");
            Assert.True(crash is null, $"seed {seed}, round {round}: {crash?.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        }
    }

    [Theory]
    [InlineData("public static class P { [SegStream.SseEndpoint] public static int Run() => 1; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(")]
    [InlineData("public static class P { [SegStream.SseEndpoint(1)] public static int Run() => 1; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\", Capacity = \"a\", Nothing = 1)] public static System.Collections.Generic.List<int> Run() => null!; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\", Method = null!, Name = null, JsonContext = typeof(Missing))] public static System.Collections.Generic.List<Missing> Run(Missing a, Missing<int> b) => null!; }")]
    [InlineData("[SegStream.StreamEvents] public abstract partial record A : B; [SegStream.StreamEvent] public sealed record B : A; [SegStream.StreamEvent(1)] public sealed record C : A;")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.List<int> Run(this) => null!; [SegStream.SseEndpoint(\"/y\")] public static System.Collections.Generic.List<int> Run(int, int) => null!; }")]
    [InlineData("[SegStream.StreamEvents] public abstract partial record A; [SegStream.StreamEvents] public abstract partial record A { [SegStream.StreamEvent(\"a\")] public sealed partial record X : A; [SegStream.StreamEvent(\"a\")] public sealed partial record X : A; }")]
    [InlineData("[SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.List<int> Run() => null!; [SegStream.StreamEvents] abstract partial record;")]
    [InlineData("public static partial class P { [SegStream.SseEndpoint(\"/x\")] public static partial System.Collections.Generic.List<int> Run(); [SegStream.SseEndpoint(\"/x\")] public static partial System.Collections.Generic.List<int> Run() => null!; }")]
    [InlineData("[SegStream.StreamEvents] public abstract partial record A { [SegStream.StreamEvent(\"a\")] public sealed record X : A; [SegStream.StreamEvent(\"b\")] public sealed record X : A; }")]
    [InlineData("public static class P { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.List<int> Run() => null!; [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.List<int> Run() => null!; }")]
    public async Task Incomplete_declarations_never_make_the_generator_or_an_analyzer_throw(string source)
    {
        var compilation = TestCompilation.Application(source);
        Assert.Null(GeneratorRun.Of(compilation).Result.Exception);
        Assert.DoesNotContain(await RuleRun.AnalyzeAsync(compilation), diagnostic => diagnostic.Id == "AD0001");
    }
}
