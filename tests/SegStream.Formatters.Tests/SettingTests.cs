using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegStream.Formatters.Tests.Shapes;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>Whole applications: with and without generated writers a client reads the same.</summary>
public sealed class SettingTests
{
    private static readonly Polygon[] Values =
    [
        new("ü <&>", [new Point(1, 2.5), default], [null, new Point(-0.0, 1e300)], null, new Segment(default, new Point(1, 1))),
        new("second", [], [], new Segment(default, null), new Segment(default, null)),
    ];

    [Theory]
    [InlineData("text/event-stream", "/sse")]
    [InlineData("application/x-ndjson", "/json")]
    [InlineData("application/json", "/json")]
    public async Task A_client_reads_the_same_with_the_setting_and_without(string accept, string path)
    {
        var with = await ReadAsync(path, accept, options => options.GeneratedFormatters = true);
        var without = await ReadAsync(path, accept, options => options.GeneratedFormatters = false);
        Assert.Equal(without, with);
        Assert.Contains("\"corners\":[{\"x\":1,\"y\":2.5}", with, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_setting_is_read_from_the_configuration()
    {
        var seen = true;
        await ReadAsync("/sse", "*/*", options => seen = options.GeneratedFormatters, ("SegStream:GeneratedFormatters", "false"));
        Assert.False(seen);
    }

    [Fact]
    public async Task A_setting_that_is_neither_true_nor_false_stops_the_start() =>
        Assert.Contains(
            "'SegStream:GeneratedFormatters' is 'perhaps'",
            (await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync("/sse", "*/*", _ => { }, ("SegStream:GeneratedFormatters", "perhaps")))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Options_as_a_host_has_them_let_generated_writers_in(bool slim)
    {
        var builder = slim ? WebApplication.CreateSlimBuilder() : WebApplication.CreateBuilder();
        builder.Services.AddSegStream();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShapesContext.Default));
        await using var application = builder.Build();
        var options = application.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        Assert.NotNull(GeneratedWriter.Find(options.GetTypeInfo(typeof(Polygon))));
    }

    private static async Task<string> ReadAsync(string path, string accept, Action<SegStreamOptions> configure, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSegStream(configure);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShapesContext.Default));
        await using var application = builder.Build();
        application.MapGet("/sse", () => Ended(StreamResponse.Sse<Polygon>()));
        application.MapGet("/json", () => Ended(StreamResponse.Json<Polygon>()));
        await application.StartAsync();
        using var client = application.GetTestClient();
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await client.GetStringAsync(path);
    }

    private static StreamResponse<Polygon> Ended(StreamResponse<Polygon> response)
    {
        foreach (var value in Values)
        {
            Assert.Equal(SendResult.Accepted, response.Sender.TrySend(value));
        }

        response.Sender.EndStream();
        return response;
    }
}
