using System.Runtime.InteropServices;
using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>
/// An application on the package that is published trimmed, with warnings as errors and without the generator of ASP.NET Core,
/// whose suppressor would hide the warnings that generated endpoints could give.
/// </summary>
[Collection(PackagingCollection.Name)]
public class TrimmedPublishTests(PackedRepository packed)
{
    private const string Properties = """
        <PublishTrimmed>true</PublishTrimmed>
        <SelfContained>true</SelfContained>
        <IsAotCompatible>true</IsAotCompatible>
        <InvariantGlobalization>true</InvariantGlobalization>
        <EnableRequestDelegateGenerator>false</EnableRequestDelegateGenerator>
        <TrimmerSingleWarn>false</TrimmerSingleWarn>
        """;

    /// <summary>
    /// The trimmer of .NET 10.0.12 takes a method out of this type that Kestrel needs to start; an application without SegStream stops the same way.
    /// Rooting the type goes around it and hides nothing of SegStream.
    /// </summary>
    private const string Roots = """
        <linker>
          <assembly fullname="System.Security.Cryptography">
            <type fullname="System.Security.Cryptography.X509Certificates.X509Certificate2Collection" preserve="all" />
          </assembly>
        </linker>
        """;

    private const string Program = """
        using System.Text.Json.Serialization;
        using SegStream;
        using SegStream.Vocabulary;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSegStream();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
        var app = builder.Build();
        app.MapSegStream();
        app.MapGet("/unnamed", (RequestDelegate)(http => StreamResponse.SseFrom<Outcome<string>>([new Outcome<string>.Value("x")]).ExecuteAsync(http)));
        app.Run();

        [StreamEvents]
        public abstract partial record ImportEvent
        {
            [StreamEvent("start")]
            public sealed record Start(string File) : ImportEvent;

            [StreamEvent("done", Terminal = true)]
            public sealed record Done(int Processed) : ImportEvent;
        }

        [StreamEvents(typeof(StandardEvent))]
        public abstract partial record WorkEvent
        {
            [StreamEvent("rejected")]
            public sealed record Rejected(int Line) : WorkEvent;
        }

        [StreamEvents]
        public abstract partial record Outcome<TResult>
        {
            [StreamEvent("value")]
            public sealed record Value(TResult Of) : Outcome<TResult>;
        }

        [JsonSerializable(typeof(WorkEvent.Rejected))]
        [JsonSerializable(typeof(Outcome<int>.Value), TypeInfoPropertyName = "IntOutcome")]
        [JsonSerializable(typeof(Outcome<string>.Value), TypeInfoPropertyName = "TextOutcome")]
        [JsonSerializable(typeof(ImportEvent.Start))]
        [JsonSerializable(typeof(ImportEvent.Done))]
        [JsonSerializable(typeof(int))]
        internal sealed partial class AppJson : JsonSerializerContext;

        public static class Streams
        {
            [SseEndpoint("/imports/{file}")]
            public static async Task Import(string file, StreamSender<ImportEvent> sender, CancellationToken cancellationToken)
            {
                await sender.SendAsync(new ImportEvent.Start(file), cancellationToken);
                await sender.SendAsync(new ImportEvent.Done(3), cancellationToken);
                sender.EndStream();
            }

            [JsonStream("/numbers", Formats = JsonStreamFormats.NdJson)]
            public static IEnumerable<int> Numbers(int count) => Enumerable.Range(1, count);

            [SseEndpoint("/work")]
            public static async Task Work(StreamSender<WorkEvent> sender, CancellationToken cancellationToken)
            {
                await sender.SendStartAsync("reading", cancellationToken: cancellationToken);
                sender.Progress(1, report => new StandardEvent.Progress(report.Percent)).Complete();
                await sender.SendRejectedAsync(7, cancellationToken);
                sender.EndStream();
            }

            [JsonStream("/outcome", Formats = JsonStreamFormats.NdJson)]
            public static IEnumerable<Outcome<int>> Outcomes() => [new Outcome<int>.Value(5)];

            [TextStream("/lines")]
            public static IEnumerable<string> Lines() => ["one", "two"];

            [TextStream("/marks-of-the-context")]
            public static IEnumerable<string> Marks() => from System.CodeDom.Compiler.GeneratedCodeAttribute mark in typeof(AppJson).GetCustomAttributes(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false) select mark.Tool!;
        }
        """;

    [Fact]
    public async Task A_trimmed_application_publishes_without_a_warning_and_streams()
    {
        var folder = packed.NewOutsideFolder(withDefaultSources: true);
        folder.WriteProject("Trimmed", "Microsoft.NET.Sdk.Web", ["SegStream"], Properties, items: """<TrimmerRootDescriptor Include="roots.xml" />""");
        folder.Write("Trimmed/roots.xml", Roots);
        folder.Write("Trimmed/Program.cs", Program);

        (await folder.DotnetAsync("publish", "Trimmed", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "published", "-warnaserror", "--nologo", "-v", "minimal")).MustSucceed();
        using var application = await folder.StartPublishedAsync("published/Trimmed");

        Assert.Equal("event: start\ndata: {\"file\":\"a.csv\"}\n\nevent: done\ndata: {\"processed\":3}\n\n", (await application.ReadAsync("/imports/a.csv")).Body);
        Assert.Equal("1\n2\n3\n", (await application.ReadAsync("/numbers?count=3")).Body);
        Assert.Equal(
            "event: start\ndata: {\"message\":\"reading\"}\n\nevent: progress\ndata: {\"percent\":100}\n\nevent: rejected\ndata: {\"line\":7}\n\n",
            (await application.ReadAsync("/work")).Body);
        Assert.Equal("{\"type\":\"value\",\"of\":5}\n", (await application.ReadAsync("/outcome")).Body);
        Assert.Equal("event: value\ndata: {\"of\":\"x\"}\n\n", (await application.ReadAsync("/unnamed")).Body);
        Assert.Equal("one\ntwo\n", (await application.ReadAsync("/lines")).Body);

        // By this mark the runtime knows contexts whose contracts generated writers may be compared with.
        Assert.Equal("System.Text.Json.SourceGeneration\n", (await application.ReadAsync("/marks-of-the-context")).Body);
    }
}
