using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Manifest.Tests.OpenApi;

/// <summary>The document of a real application.</summary>
public class OpenApiTests
{
    [Fact]
    public async Task Dump()
    {
        var document = await DocumentAsync();
        File.WriteAllText("/tmp/openapi.json", document.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
    }

    private static async Task<JsonNode> DocumentAsync(Action<WebApplication>? map = null)
    {
        await using var app = ManifestApplication.Create(services => services.AddOpenApi(), app =>
        {
            app.MapSegStream();
            app.MapOpenApi();
            map?.Invoke(app);
        });
        await app.StartAsync();
        return JsonNode.Parse(await app.GetTestClient().GetStringAsync("/openapi/v1.json"))!;
    }
}
