using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>A mistake in a project that references the package is told by its build and mended by the SDK.</summary>
[Collection(PackagingCollection.Name)]
public class MisuseTests(PackedRepository packed)
{
    private const string StreamThatNeverEnds = """
        using System.Text.Json.Serialization;
        using SegStream;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSegStream();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
        var app = builder.Build();
        app.MapSegStream();
        app.Run();

        public sealed record Tick(int Number);

        [JsonSerializable(typeof(Tick))]
        internal sealed partial class AppJson : JsonSerializerContext;

        public static class Ticks
        {
            [SseEndpoint("/ticks")]
            public static async Task Watch(StreamSender<Tick> sender, CancellationToken cancellationToken)
            {
                for (var number = 0; number < 3; number++)
                {
                    await sender.SendAsync(new Tick(number), cancellationToken);
                }
            }
        }
        """;

    [Fact]
    public async Task A_stream_that_is_never_ended_fails_the_build_until_dotnet_format_has_mended_it()
    {
        var folder = packed.NewOutsideFolder();
        folder.WriteProject("Ticker", "Microsoft.NET.Sdk.Web", ["SegStream"]);
        folder.Write("Ticker/Program.cs", StreamThatNeverEnds);

        var broken = (await folder.BuildAsync("Ticker")).MustFail();
        Assert.Contains("SEG0101", broken.Output);
        Assert.Contains("Program.cs(", broken.Output);

        (await folder.DotnetAsync("format", "analyzers", "Ticker/Ticker.csproj", "--severity", "warn", "--diagnostics", "SEG0101", "--no-restore")).MustSucceed();
        Assert.Contains("sender.EndStream();", folder.Read("Ticker/Program.cs"));

        (await folder.BuildAsync("Ticker")).MustSucceed();
        using var application = await folder.StartAsync("Ticker");
        var (_, body) = await application.ReadAsync("/ticks");
        Assert.Equal("data: {\"number\":0}\n\ndata: {\"number\":1}\n\ndata: {\"number\":2}\n\n", body);
    }

    [Fact]
    public async Task A_method_that_cannot_be_served_is_an_error_at_the_method()
    {
        var folder = packed.NewOutsideFolder();
        folder.WriteProject("Ticker", "Microsoft.NET.Sdk.Web", ["SegStream"]);
        folder.Write("Ticker/Program.cs", """
            using SegStream;

            WebApplication.CreateSlimBuilder(args).Build().Run();

            public static class Ticks
            {
                [SseEndpoint("/ticks")]
                public static int Watch() => 1;
            }
            """);

        var broken = (await folder.BuildAsync("Ticker")).MustFail();

        Assert.Contains("SEG0001", broken.Output);
        Assert.Contains("Program.cs(8,", broken.Output);
    }
}
