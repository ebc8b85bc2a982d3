using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace SegStream.Manifest.Tests;

/// <summary>The manifest as a client gets it.</summary>
public class RouteTests
{
    [Fact]
    public async Task The_manifest_is_not_served_unless_it_is_mapped()
    {
        await using var app = await StartAsync(app => app.MapSegStream());

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetTestClient().GetAsync("/streams.json")).StatusCode);
    }

    [Fact]
    public async Task The_served_manifest_is_the_one_that_the_application_has()
    {
        await using var app = await StartAsync(Map);

        using var response = await app.GetTestClient().GetAsync("/streams.json");

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(app.GetStreamManifest().ToJson(), await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.CacheControl is { NoCache: true, Private: true });
    }

    [Fact]
    public async Task Endpoints_that_are_mapped_after_the_manifest_are_in_it()
    {
        await using var app = await StartAsync(app =>
        {
            app.MapStreamManifest();
            app.MapSegStream();
        });

        Assert.Contains("order-events", await app.GetTestClient().GetStringAsync("/streams.json"));
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_without_the_body()
    {
        await using var app = await StartAsync(Map);
        var client = app.GetTestClient();
        using var first = await client.GetAsync("/streams.json");
        Assert.NotNull(first.Headers.ETag);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/streams.json");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag.Tag, isWeak: true));

        using var again = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Who_has_another_one_gets_it()
    {
        await using var app = await StartAsync(Map);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/streams.json");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));

        using var response = await app.GetTestClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task HEAD_is_answered_without_the_body()
    {
        await using var app = await StartAsync(Map);

        using var response = await app.GetTestClient().SendAsync(new HttpRequestMessage(HttpMethod.Head, "/streams.json"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(app.GetStreamManifest().ToJson().Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Conventions_of_the_endpoint_are_kept()
    {
        await using var app = await StartAsync(
            app =>
            {
                app.MapSegStream();
                app.MapStreamManifest("/contract").RequireAuthorization();
            });

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetTestClient().GetAsync("/contract")).StatusCode);
    }

    private static void Map(WebApplication app)
    {
        app.MapSegStream();
        app.MapStreamManifest();
    }

    private static async Task<WebApplication> StartAsync(Action<WebApplication> map)
    {
        var app = ManifestApplication.Create(map: map);
        await app.StartAsync();
        return app;
    }
}
