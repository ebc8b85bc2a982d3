using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>A library of event contracts that knows nothing of ASP.NET Core, used by a web project.</summary>
[Collection(PackagingCollection.Name)]
public class ContractsLibraryTests(PackedRepository packed)
{
    private const string Contracts = """
        using SegStream;

        namespace Contracts;

        [StreamEvents]
        public abstract partial record ImportEvent
        {
            [StreamEvent("start")]
            public sealed record Start(int Total) : ImportEvent;

            [StreamEvent("done", Terminal = true)]
            public sealed record Done(int Processed) : ImportEvent;
        }
        """;

    private const string Web = """
        using System.Text.Json.Serialization;
        using Contracts;
        using SegStream;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSegStream();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
        var app = builder.Build();
        app.MapSegStream();
        app.Run();

        [JsonSerializable(typeof(ImportEvent))]
        [JsonSerializable(typeof(ImportEvent.Start))]
        [JsonSerializable(typeof(ImportEvent.Done))]
        internal sealed partial class AppJson : JsonSerializerContext;

        public static class Imports
        {
            [SseEndpoint("/import")]
            public static async Task Import(StreamSender<ImportEvent> sender, CancellationToken cancellationToken)
            {
                await sender.SendStartAsync(2, cancellationToken);
                await sender.SendDoneAsync(2, cancellationToken);
                sender.EndStream();
            }
        }
        """;

    private const string PrintAnalyzers = """
        <Project>
          <Target Name="PrintAnalyzers" AfterTargets="CoreCompile">
            <Message Importance="high" Text="[$(MSBuildProjectName) loads @(Analyzer->'%(Filename)', ' ')]" />
          </Target>
        </Project>
        """;

    [Fact]
    public async Task Generator_and_analyzers_are_loaded_once_in_library_and_application_and_the_events_have_their_names()
    {
        var folder = packed.NewOutsideFolder();
        folder.Write("Directory.Build.targets", PrintAnalyzers);
        folder.WriteProject("Contracts", "Microsoft.NET.Sdk", ["SegStream.Abstractions"]);
        folder.Write("Contracts/ImportEvent.cs", Contracts);
        folder.WriteProject("Web", "Microsoft.NET.Sdk.Web", ["SegStream", "SegStream.Abstractions"], items: """<ProjectReference Include="../Contracts/Contracts.csproj" />""");
        folder.Write("Web/Program.cs", Web);

        var build = (await folder.BuildAsync("Web")).MustSucceed();
        using var application = await folder.StartAsync("Web");
        var (_, body) = await application.ReadAsync("/import");

        Assert.Equal(["SegStream.Analyzers", "SegStream.CodeFixes", "SegStream.Generators"], AnalyzersOf("Contracts", build.Output));
        Assert.Equal(["SegStream.Analyzers", "SegStream.CodeFixes", "SegStream.Generators"], AnalyzersOf("Web", build.Output));
        Assert.Equal("event: start\ndata: {\"total\":2}\n\nevent: done\ndata: {\"processed\":2}\n\n", body);
    }

    [Fact]
    public async Task A_library_of_contracts_needs_no_asp_net_core()
    {
        var folder = packed.NewOutsideFolder();
        folder.WriteProject("Contracts", "Microsoft.NET.Sdk", ["SegStream.Abstractions"]);
        folder.Write("Contracts/ImportEvent.cs", Contracts);

        (await folder.BuildAsync("Contracts")).MustSucceed();

        Assert.DoesNotContain("AspNetCore", folder.Read("Contracts/obj/project.assets.json"));
    }

    private static string[] AnalyzersOf(string project, string output)
    {
        var begin = $"[{project} loads ";
        var line = output.Split('\n').Single(line => line.Contains(begin, StringComparison.Ordinal));
        return [.. line[(line.IndexOf(begin, StringComparison.Ordinal) + begin.Length)..].TrimEnd('\r', ' ', ']').Split(' ')
            .Where(name => name.StartsWith("SegStream", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
