using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Manifest.Tests.OpenApi;

/// <summary>The document of a real application, beside what ASP.NET Core says of the same methods.</summary>
public class OpenApiTests
{
    private static readonly (string Path, Delegate Method)[] Gets =
    [
        ("int", Compared.Int), ("nullable-int", Compared.NullableInt), ("string", Compared.Text), ("nullable-string", Compared.NullableText), ("enum", Compared.Enumeration), ("guid", Compared.Key),
        ("date", Compared.Date), ("bool", Compared.Flag), ("header", Compared.Header), ("renamed", Compared.Renamed), ("route/{id:int}/{name}", Compared.Route), ("services", Compared.Services),
        ("documented", Compared.Documented), ("default", Compared.Default),
    ];

    private static readonly (string Path, Delegate Method)[] Posts = [("body", Compared.Body), ("list-body", Compared.ListBody), ("form", Compared.Form), ("file", Compared.File)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parameters_body_tags_and_texts_are_those_of_the_same_method_as_a_minimal_api(bool withSegStream)
    {
        var document = withSegStream ? await DocumentAsync(services => services.AddOpenApi(options => options.AddSegStream())) : await DocumentAsync();
        var paths = document["paths"]!.AsObject();

        // Default values take more than an API description can say.
        string[] left = withSegStream ? [] : ["/seg/default"];

        var compared = 0;
        var differences = new List<string>();
        foreach (var (path, item) in paths.Where(path => path.Key.StartsWith("/seg/", StringComparison.Ordinal)).Where(path => !left.Contains(path.Key)))
        {
            var twin = paths["/net" + path[4..]]!.AsObject();
            foreach (var (method, operation) in item!.AsObject())
            {
                compared++;
                foreach (var part in new[] { "parameters", "requestBody", "tags", "summary", "description", "operationId" })
                {
                    if (!JsonNode.DeepEquals(operation![part], twin[method]![part]))
                    {
                        differences.Add($"{method} {path}, {part}: {operation[part]?.ToJsonString()} instead of {twin[method]![part]?.ToJsonString()}");
                    }
                }
            }
        }

        Assert.Equal(Gets.Length + Posts.Length - left.Length, compared);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Theory]
    [InlineData("/orders/{id}/events", "get", "text/event-stream")]
    [InlineData("/orders", "post", "application/x-ndjson,application/json-seq,application/json")]
    [InlineData("/pages", "get", "application/x-ndjson,application/json")]
    [InlineData("/log/{path}", "get", "text/plain")]
    [InlineData("/audio", "get", "audio/wav")]
    public async Task The_response_has_the_content_types_of_the_stream(string path, string method, string contentTypes)
    {
        var content = (await DocumentAsync())["paths"]![path]![method]!["responses"]!["200"]!["content"]!.AsObject();

        Assert.Equal(contentTypes.Split(','), content.Select(item => item.Key));
    }

    [Fact]
    public async Task Events_of_one_type_have_its_schema()
    {
        var document = await DocumentAsync();

        Assert.Equal("#/components/schemas/PageOfOrderLine", (string?)document["paths"]!["/pages"]!["get"]!["responses"]!["200"]!["content"]!["application/x-ndjson"]!["schema"]!["$ref"]);
        Assert.NotNull(document["components"]!["schemas"]!["PageOfOrderLine"]!["properties"]!["items"]);
    }

    [Fact]
    public async Task Excluded_endpoints_and_the_manifest_are_not_in_the_document()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        Assert.False(paths.ContainsKey("/hidden"));
        Assert.False(paths.ContainsKey("/streams.json"));
    }

    [Fact]
    public async Task Authorization_can_be_seen_by_transformers()
    {
        var guarded = new List<string?>();
        await DocumentAsync(services => services.AddOpenApi(options => options.AddOperationTransformer((_, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            {
                guarded.Add(context.Description.RelativePath);
            }

            return Task.CompletedTask;
        })));

        Assert.Equal(["orders/{id:long}/events"], guarded);
    }

    private static async Task<JsonNode> DocumentAsync(Action<IServiceCollection>? services = null)
    {
        await using var app = ManifestApplication.Create(services ?? (services => services.AddOpenApi()), app =>
        {
            app.MapSegStream();
            app.MapStreamManifest();
            app.MapOpenApi();
            foreach (var (path, method) in Gets)
            {
                app.MapGet("/net/" + path, method);
            }

            foreach (var (path, method) in Posts)
            {
                app.MapPost("/net/" + path, method);
            }
        });
        await app.StartAsync();
        return JsonNode.Parse(await app.GetTestClient().GetStringAsync("/openapi/v1.json"))!;
    }
}
