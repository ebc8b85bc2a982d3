using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace SegStream.Manifest.Tests.OpenApi;

/// <summary>What <c>AddSegStream</c> on the options of OpenAPI adds to the document of a real application.</summary>
public class EventSchemaTests
{
    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_1)]
    [InlineData(OpenApiSpecVersion.OpenApi3_0)]
    public async Task The_document_is_read_back_without_errors(OpenApiSpecVersion version)
    {
        await using var app = await StartAsync(options => options.AddSegStream().OpenApiVersion = version);

        var read = OpenApiDocument.Parse(await app.GetTestClient().GetStringAsync("/openapi/v1.json"), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.NotEmpty(read.Document!.Paths["/live/lines"].Operations![HttpMethod.Get].Responses!["200"].Content!["application/x-ndjson"].Schema!.OneOf!);
    }

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_1)]
    [InlineData(OpenApiSpecVersion.OpenApi3_0)]
    public async Task Every_reference_leads_to_a_component(OpenApiSpecVersion version)
    {
        var document = await DocumentAsync(options => options.AddSegStream().OpenApiVersion = version);
        var schemas = new DocumentSchemas(document);

        Assert.NotEmpty(schemas.References());
        Assert.All(schemas.References(), reference => Assert.NotNull(schemas.Target(reference)));
        Assert.All(document["components"]!["schemas"]!.AsObject(), component => Assert.Matches("^[a-zA-Z0-9._-]+$", component.Key));
    }

    [Fact]
    public async Task A_union_in_server_sent_events_is_the_data_of_its_cases_with_their_names_and_ends()
    {
        var (schemas, schema) = await SchemaAsync("/orders/{id}/events", "get", "text/event-stream");

        Assert.Equal("#/components/schemas/OrderEvent", (string?)schema["$ref"]);
        Assert.Equal(
            ["taken False False OrderEvent.Taken", "moved False False OrderEvent.Moved", "closed True False OrderEvent.Closed", "error True True OrderEvent.Failed"],
            schemas.Target("#/components/schemas/OrderEvent")["anyOf"]!.AsArray().Select(item =>
                $"{item!["x-event-name"]} {item["x-event-terminal"] is not null} {item["x-event-error"] is not null} {((string)item["allOf"]![0]!["$ref"]!).Split('/')[^1]}"));
    }

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json-seq")]
    public async Task A_union_in_a_json_stream_is_told_apart_by_its_type(string contentType)
    {
        var (schemas, schema) = await SchemaAsync("/orders", "post", contentType);

        var union = schemas.Target((string)schema["$ref"]!);
        Assert.Equal("type", (string?)union["discriminator"]!["propertyName"]);
        Assert.Equal(["taken", "moved", "closed", "error"], union["discriminator"]!["mapping"]!.AsObject().Select(item => item.Key));
        Assert.Equal(union["oneOf"]!.AsArray().Select(item => (string?)item!["$ref"]), union["discriminator"]!["mapping"]!.AsObject().Select(item => (string?)item.Value));
        var error = schemas.Target((string)union["discriminator"]!["mapping"]!["error"]!);
        Assert.True((bool)error["x-event-terminal"]! && (bool)error["x-event-error"]!);
        Assert.Equal(["type", "message"], error["required"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public async Task A_json_array_is_an_array_of_what_the_other_formats_send_one_by_one()
    {
        foreach (var (path, method) in new[] { ("/orders", "post"), ("/pages", "get"), ("/shapes", "get"), ("/trees", "get") })
        {
            var (_, lines) = await SchemaAsync(path, method, "application/x-ndjson");
            var (_, array) = await SchemaAsync(path, method, "application/json");

            Assert.Equal("array", (string?)array["type"]);
            Assert.True(JsonNode.DeepEquals(lines, array["items"]), $"{path}: {array.ToJsonString()}");
        }
    }

    [Theory]
    [InlineData("/log/{path}", "text/plain", "{\"type\":\"string\"}")]
    [InlineData("/audio", "audio/wav", "{\"$ref\":\"#/components/schemas/Stream\"}")]
    [InlineData("/words", "text/event-stream", "{\"type\":\"string\"}")]
    [InlineData("/pages", "application/x-ndjson", "{\"$ref\":\"#/components/schemas/PageOfOrderLine\"}")]
    public async Task Texts_bytes_and_events_of_one_type_stay_as_they_are(string path, string contentType, string expected)
    {
        var (_, schema) = await SchemaAsync(path, "get", contentType);

        Assert.Equal(expected, schema.ToJsonString());
    }

    [Fact]
    public async Task A_component_of_the_application_keeps_its_name_beside_what_is_sent()
    {
        var without = await DocumentAsync(_ => { });
        var with = await DocumentAsync(options => options.AddSegStream());

        Assert.All(without["components"]!["schemas"]!.AsObject(), component => Assert.True(JsonNode.DeepEquals(component.Value, with["components"]!["schemas"]![component.Key]), component.Key));
        Assert.Equal("#/components/schemas/OrderState", (string?)with["components"]!["schemas"]!["Order"]!["properties"]!["state"]!["$ref"]);
        Assert.Equal("#/components/schemas/OrderLineSent", (string?)with["components"]!["schemas"]!["Order"]!["properties"]!["lines"]!["items"]!["$ref"]);
    }

    [Fact]
    public async Task Adding_it_twice_changes_nothing() =>
        Assert.True(JsonNode.DeepEquals(await DocumentAsync(options => options.AddSegStream()), await DocumentAsync(options => options.AddSegStream().AddSegStream())));

    [Fact]
    public async Task Envelopes_and_batches_are_described_as_they_are_sent()
    {
        var (schemas, schema) = await SchemaAsync("/ticks", "get", "text/event-stream");

        Assert.True(schemas.Fits(JsonNode.Parse("""{"type":"message","data":1}"""), schema));
        Assert.True(schemas.Fits(JsonNode.Parse("""{"type":"batch","messages":[{"type":"message","data":1},{"type":"message","data":2}],"count":2}"""), schema));
        Assert.False(schemas.Fits(JsonNode.Parse("1"), schema));
    }

    [Theory]
    [InlineData("/live/events", "text/event-stream", 3)]
    [InlineData("/live/envelopes", "text/event-stream", 3)]
    [InlineData("/live/lines", "application/x-ndjson", 3)]
    [InlineData("/live/lines", "application/json-seq", 3)]
    [InlineData("/live/lines", "application/json", 1)]
    [InlineData("/live/states", "application/x-ndjson", 2)]
    [InlineData("/live/states", "application/json", 1)]
    public async Task What_is_on_the_wire_fits_the_schema(string path, string contentType, int count)
    {
        await using var app = await StartAsync(options => options.AddSegStream());
        using var client = app.GetTestClient();
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(contentType));

        var values = Values(await client.GetStringAsync(path), contentType).ToList();

        var schema = document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]![contentType]!["schema"]!;
        var schemas = new DocumentSchemas(document);
        Assert.Equal(count, values.Count);
        Assert.All(values, item => Assert.True(schemas.Fits(item.Value, schema), item.ToString()));
        Assert.All(values, item => Assert.True(schemas.Fits(item.Value, CaseOf(item.Name, schema, schemas)), item.ToString()));
        Assert.All(values, item => Assert.False(schemas.Fits(Broken(item.Value), CaseOf(item.Name, schema, schemas)), item.ToString()));
    }

    // Where the name is beside the data, it chooses the schema.
    private static JsonNode CaseOf(string? name, JsonNode schema, DocumentSchemas schemas) =>
        name is null ? schema : schemas.Target((string)schema["$ref"]!)["anyOf"]!.AsArray().Single(item => (string?)item!["x-event-name"] == name)!;

    // With a value of another kind in place of each property, so that a schema that lets everything through does not pass for a right one.
    private static JsonNode Broken(JsonNode value) => value switch
    {
        JsonObject { Count: > 0 } members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)new JsonArray(new JsonArray())))),
        JsonArray items => new JsonArray([.. items.Select(item => Broken(item!))]),
        _ => new JsonArray(),
    };

    private static IEnumerable<(string? Name, JsonNode Value)> Values(string body, string contentType) => contentType switch
    {
        "application/json" => [(null, JsonNode.Parse(body)!)],
        "text/event-stream" => body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Frame).Where(frame => frame.Data is not null).Select(frame => (frame.Name, JsonNode.Parse(frame.Data!)!)),
        _ => body.Split(['\n', '\u001e'], StringSplitOptions.RemoveEmptyEntries).Select(line => ((string?)null, JsonNode.Parse(line)!)),
    };

    private static (string? Name, string? Data) Frame(string frame)
    {
        var fields = frame.Split('\n').Select(line => line.Split(": ", 2)).Where(field => field.Length == 2).ToLookup(field => field[0], field => field[1]);
        return (fields["event"].FirstOrDefault(), fields["data"].FirstOrDefault());
    }

    private static async Task<(DocumentSchemas Schemas, JsonNode Schema)> SchemaAsync(string path, string method, string contentType)
    {
        var document = await DocumentAsync(options => options.AddSegStream());
        return (new DocumentSchemas(document), document["paths"]![path]![method]!["responses"]!["200"]!["content"]![contentType]!["schema"]!);
    }

    private static async Task<JsonNode> DocumentAsync(Action<OpenApiOptions> configure)
    {
        await using var app = await StartAsync(configure);
        return JsonNode.Parse(await app.GetTestClient().GetStringAsync("/openapi/v1.json"))!;
    }

    private static async Task<WebApplication> StartAsync(Action<OpenApiOptions> configure)
    {
        var app = ManifestApplication.Create(services => services.AddOpenApi(configure), app =>
        {
            app.MapSegStream();
            app.MapOpenApi();
        });
        await app.StartAsync();
        return app;
    }
}
