using System.Runtime.InteropServices;
using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>
/// The sample <c>samples/SegStream.Trimmed</c> on the packages, published self-contained and trimmed with warnings as errors, without reflection in the serializer, and without the generator of ASP.NET
/// Core, whose suppressor would hide the warnings that generated endpoints could give.
/// </summary>
[Collection(PackagingCollection.Name)]
public class TrimmedPublishTests(PackedRepository packed)
{
    private const string ReferenceOfTheRepository = """<Import Project="../../build/UseSegStream.props" />""";

    private const string Marks = """
        namespace Trimmed;

        /// <summary>By this mark the runtime knows contexts whose contracts generated writers may be compared with.</summary>
        public static class ContextMarks
        {
            [SegStream.TextStream("/marks-of-the-context")]
            public static IEnumerable<string> Marks() => from System.CodeDom.Compiler.GeneratedCodeAttribute mark in typeof(AppJson).GetCustomAttributes(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false) select mark.Tool!;
        }
        """;

    [Fact]
    public async Task A_trimmed_application_publishes_without_a_warning_and_streams_in_every_mode()
    {
        var folder = packed.NewOutsideFolder(withDefaultSources: true);
        CopySample(folder);
        folder.Write("Trimmed/ContextMarks.cs", Marks);

        (await folder.DotnetAsync("publish", "Trimmed", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "published", "-warnaserror", "--nologo", "-v", "minimal")).MustSucceed();
        using var application = await folder.StartPublishedAsync("published/SegStream.Trimmed");

        await ReadModes(application);
        await ReadShapes(application);
        await ReadUnions(application);
        await ReadBinding(application);
        await ReadManifest(application);
        Assert.Equal("System.Text.Json.SourceGeneration\n", (await application.ReadAsync("/marks-of-the-context")).Body);
    }

    private static async Task ReadModes(RunningApplication application)
    {
        const string First = """{"id":"a","count":1,"price":1.50,"day":1,"tags":["new"]}""";
        const string Second = """{"id":"b","count":2,"price":20,"day":5,"tags":[]}""";
        Assert.Equal(("text/event-stream", $"data: {First}\n\ndata: {Second}\n\n"), await application.ReadAsync("/sse"));
        Assert.Equal(("application/x-ndjson", $"{First}\n{Second}\n"), await application.ReadAsync("/json", ("Accept", "application/x-ndjson")));
        Assert.Equal(("application/json-seq", $"\u001e{First}\n\u001e{Second}\n"), await application.ReadAsync("/json", ("Accept", "application/json-seq")));
        Assert.Equal(("application/json", $"[{First},{Second}]"), await application.ReadAsync("/json", ("Accept", "application/json")));
        Assert.Equal(("text/plain", "one\ntwo\n"), await application.ReadAsync("/text"));
        Assert.Equal(("text/csv", "a;b\n1;2\n"), await application.ReadAsync("/chunked"));
        Assert.Equal(("application/octet-stream", "\u0001\u0002\u0003"), await application.ReadAsync("/binary"));
    }

    private static async Task ReadShapes(RunningApplication application)
    {
        Assert.Equal("event: start\ndata: {\"file\":\"a.csv\"}\n\nevent: progress\ndata: {\"finished\":1,\"total\":3}\n\nevent: done\ndata: {\"processed\":3}\n\n", (await application.ReadAsync("/imports/a.csv")).Body);
        Assert.Contains("event: failed\ndata: {\"message\":", await application.ReadCutOffAsync("/imports/broken"), StringComparison.Ordinal);
        Assert.Equal("{\"type\":\"start\",\"file\":\"a\"}\n{\"type\":\"done\",\"processed\":3}\n", (await application.ReadAsync("/imports/a/json")).Body);
        Assert.Equal("data: welcome\n\n", (await application.ReadAsync("/rooms/lobby")).Body);
        Assert.Equal(404, await application.StatusAsync("/rooms/nowhere"));
    }

    private static async Task ReadUnions(RunningApplication application)
    {
        Assert.Equal(
            "event: start\ndata: {\"message\":\"reading\"}\n\nevent: progress\ndata: {\"percent\":100}\n\nevent: rejected\ndata: {\"line\":7}\n\n",
            (await application.ReadAsync("/work")).Body);
        Assert.Equal("{\"type\":\"value\",\"of\":5}\n", (await application.ReadAsync("/outcome")).Body);
        Assert.Equal("event: value\ndata: {\"of\":\"x\"}\n\n", (await application.ReadAsync("/unnamed")).Body);
    }

    private static async Task ReadBinding(RunningApplication application)
    {
        const string Key = "0f8fad5b-d9cb-469f-a165-70867728950e";
        Assert.Equal($"7 b/c red Friday 1+2 {Key} t 0.5\n", (await application.ReadAsync($"/binding/values/7/b/c?colour=red&day=Friday&numbers=1&numbers=2&key={Key}", ("X-Trace", "t"))).Body);
        Assert.Equal(400, await application.StatusAsync("/binding/values/7/b?colour=blue&numbers=1"));
        Assert.Equal("a 2 Tuesday x+y\n", await application.PostAsync("/binding/body", """{"id":"a","count":2,"price":1,"day":2,"tags":["x","y"]}"""));
        Assert.Equal("{}\n", await application.PostAsync("/binding/raw", "{}"));
        Assert.Equal("Rooms hello /binding/services GET False True\n", (await application.ReadAsync("/binding/services")).Body);
        Assert.Equal("3 up\n", (await application.ReadAsync("/binding/page?number=3", ("X-Order", "up"))).Body);
        Assert.Equal("x 4 up\n", (await application.ReadAsync("/binding/filter?text=x&limit=4", ("X-Order", "up"))).Body);
        Assert.Equal(400, await application.StatusAsync("/binding/filter?limit=4"));
        Assert.Equal("2 5\n", (await application.ReadAsync("/binding/interval?interval=2-5")).Body);
        Assert.Equal(400, await application.StatusAsync("/binding/interval?interval=2"));
        Assert.Equal("a b.txt content\n", await application.PostFormAsync("/binding/form", ("title", "a"), "b.txt", "content"));
    }

    private static async Task ReadManifest(RunningApplication application)
    {
        var manifest = System.Text.Json.Nodes.JsonNode.Parse((await application.ReadAsync("/streams.json")).Body)!;
        Assert.Contains("/binding/form", manifest["functions"]!.AsArray().Select(function => (string?)function!["route"]));
        Assert.NotNull(manifest["$defs"]!["Order"]);
    }

    private static void CopySample(OutsideFolder folder)
    {
        var sample = Path.Combine(PackedRepository.RepositoryRoot(), "samples", "SegStream.Trimmed");
        foreach (var file in Directory.GetFiles(sample).Where(file => Path.GetExtension(file) is ".cs" or ".xml"))
        {
            folder.Write("Trimmed/" + Path.GetFileName(file), File.ReadAllText(file));
        }

        // The repository's own properties are not there, and the package takes the place of its projects.
        var project = File.ReadAllText(Path.Combine(sample, "SegStream.Trimmed.csproj"));
        Assert.Contains(ReferenceOfTheRepository, project, StringComparison.Ordinal);
        folder.Write("Trimmed/SegStream.Trimmed.csproj", project
            .Replace(ReferenceOfTheRepository, """<ItemGroup><PackageReference Include="SegStream" Version="0.1.0" /></ItemGroup>""", StringComparison.Ordinal)
            .Replace("<RootNamespace>", "<Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><RootNamespace>", StringComparison.Ordinal));
    }
}
