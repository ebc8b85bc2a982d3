using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Manifest.Tests.Endpoints;

namespace SegStream.Manifest.Tests;

/// <summary>What a manifest says. The whole of it for this assembly's endpoints is in orders.streams.json.</summary>
public class ContentTests
{
    [Fact]
    public async Task A_group_is_part_of_the_route_and_its_conventions_of_the_function()
    {
        await using var app = ManifestApplication.Create(map: app => app.MapGroup("/v1/{tenant}").RequireAuthorization().MapSegStream());

        var words = Function(app.GetStreamManifest(), "Orders.Words");

        Assert.Equal("/v1/{tenant}/words", words.Route);
        Assert.True(words.RequiresAuthorization);
        Assert.Equal(("tenant", StreamManifestParameterSource.Route), (words.Parameters.Single().Name, words.Parameters.Single().In));
    }

    [Fact]
    public async Task Endpoints_that_are_mapped_twice_are_told_apart_by_their_places()
    {
        await using var app = ManifestApplication.Create(map: app =>
        {
            app.MapSegStream().WithMetadata(new Microsoft.AspNetCore.Routing.EndpointNameMetadata("one"));
        });

        var names = app.GetStreamManifest().Functions.Select(function => function.Name).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains("one (GET /words)", names);
    }

    [Fact]
    public async Task Functions_are_in_the_order_of_their_routes()
    {
        await using var app = ManifestApplication.Create();

        var routes = app.GetStreamManifest().Functions.Select(function => function.Route).ToList();

        Assert.Equal(routes.Order(StringComparer.Ordinal), routes);
        Assert.DoesNotContain("/hidden", routes);
    }

    [Fact]
    public async Task An_assembly_describes_its_endpoints_without_mapping_them()
    {
        await using var mapped = ManifestApplication.Create();
        await using var unmapped = ManifestApplication.Create(map: _ => { });

        var described = StreamManifest.Create(SegStreamEndpoints.DescribeSegStream().Where(endpoint => endpoint.Route != "/hidden"), unmapped.Services);

        Assert.Equal(mapped.GetStreamManifest().ToJson(), described.ToJson());
    }

    [Fact]
    public async Task What_was_written_is_read_back_as_the_same()
    {
        await using var app = ManifestApplication.Create();
        var json = app.GetStreamManifest().ToJson();

        Assert.Equal(json, StreamManifest.Parse(json).ToJson());
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fi-FI")]
    [InlineData("ar-SA")]
    public async Task The_bytes_do_not_depend_on_the_culture(string culture)
    {
        await using var app = ManifestApplication.Create();
        var expected = app.GetStreamManifest().ToJson();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(expected, app.GetStreamManifest().ToJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Settings_in_force_are_those_of_attribute_options_and_defaults()
    {
        await using var app = ManifestApplication.Create(services => services.Configure<SegStreamOptions>(options => options.IdleTimeout = TimeSpan.FromSeconds(90)));

        var manifest = app.GetStreamManifest();
        var events = Function(manifest, "order-events").Settings;
        var ticks = Function(manifest, "Orders.Ticks").Settings;

        Assert.Equal((5, 90, 30, 1024), (events.HeartbeatSeconds, events.IdleTimeoutSeconds, events.WriteTimeoutSeconds, events.Capacity));
        Assert.Equal((StreamEnvelope.TypeData, 10, 50, OverflowPolicy.DropOldest), (ticks.Envelope, ticks.BatchCount, ticks.BatchDelayMilliseconds, ticks.Overflow));
        Assert.Null(Function(manifest, "Orders.Audio").Settings.HeartbeatSeconds);
    }

    [Fact]
    public async Task A_service_is_no_body()
    {
        await using var app = ManifestApplication.Create(services => services.AddSingleton(new NewOrder(new Customer("", null), [])));

        Assert.DoesNotContain(Function(app.GetStreamManifest(), "Orders.Create").Parameters, parameter => parameter.In == StreamManifestParameterSource.Body);
    }

    [Fact]
    public async Task What_is_always_sent_but_need_not_be_received_has_a_definition_for_each_direction()
    {
        await using var app = ManifestApplication.Create();
        var both = new StreamEndpointDefinition
        {
            DisplayName = "Both",
            Route = "/both",
            Method = "POST",
            Mode = StreamMode.Json,
            Parameters = [new("order", StreamParameterKind.Body, typeof(NewOrder), "NewOrder") { IsRequired = true }],
            Events = StreamEventContract.Of<NewOrder>(),
        };

        var manifest = StreamManifest.Create([both], app.Services);
        var function = Assert.Single(manifest.Functions);

        Assert.Equal("#/$defs/NewOrder", function.Events.Cases.Single().Schema.GetProperty("$ref").GetString());
        Assert.Equal("#/$defs/NewOrderInput", function.Parameters.Single().Schema.GetProperty("$ref").GetString());
        Assert.Equal(["customer", "lines", "remark"], Required(manifest, "NewOrder"));
        Assert.Equal(["customer", "lines"], Required(manifest, "NewOrderInput"));

        // What is the same in both directions has one definition.
        Assert.Equal(["Customer", "NewOrder", "NewOrderInput", "OrderLine"], manifest.Definitions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Types_of_one_short_name_have_the_namespace_in_theirs()
    {
        await using var app = ManifestApplication.Create();
        var endpoints = new[]
        {
            new StreamEndpointDefinition { DisplayName = "A", Route = "/a", Mode = StreamMode.Json, Events = StreamEventContract.Of<Customer>() },
            new StreamEndpointDefinition { DisplayName = "B", Route = "/b", Mode = StreamMode.Json, Events = StreamEventContract.Of<Other.Customer>() },
        };

        Assert.Equal(
            ["SegStream.Manifest.Tests.Endpoints.Customer", "SegStream.Manifest.Tests.Other.Customer"],
            StreamManifest.Create(endpoints, app.Services).Definitions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Numbers_that_are_written_as_strings_are_strings()
    {
        await using var app = ManifestApplication.Create(services => services.Configure<JsonOptions>(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString));

        Assert.Contains("string", app.GetStreamManifest().Definitions["OrderLine"].GetProperty("properties").GetProperty("count").GetProperty("type").EnumerateArray().Select(type => type.GetString()));
    }

    [Fact]
    public async Task With_nulls_left_out_a_nullable_property_is_not_required()
    {
        await using var app = ManifestApplication.Create(services => services.Configure<JsonOptions>(options => options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull));

        Assert.Equal(["name"], Required(app.GetStreamManifest(), "Customer"));
    }

    [Fact]
    public async Task The_naming_policy_is_that_of_the_application()
    {
        await using var app = ManifestApplication.Create(services => services.Configure<JsonOptions>(options => options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper));

        Assert.Contains("LINE_COUNT", Required(app.GetStreamManifest(), "Order"));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "The manifest has to be an object.")]
    [InlineData("{}", "segStreamManifest has to be a number.")]
    [InlineData("""{"segStreamManifest":2}""", "version 2")]
    [InlineData("""{"segStreamManifest":1,"application":"a","$defs":{},"functions":[{}]}""", "functions[0]: name has to be a string.")]
    public void What_is_no_manifest_is_refused_with_the_place(string json, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => StreamManifest.Parse(json)).Message);

    [Fact]
    public async Task A_word_that_is_not_known_is_refused_with_those_that_are()
    {
        await using var app = ManifestApplication.Create();
        var json = app.GetStreamManifest().ToJson().Replace("\"kind\": \"open\"", "\"kind\": \"shut\"", StringComparison.Ordinal);

        Assert.Contains("events: kind has to be one of union, value, text, bytes, open.", Assert.Throws<FormatException>(() => StreamManifest.Parse(json)).Message);
    }

    [Fact]
    public async Task What_a_later_version_adds_is_passed_over()
    {
        await using var app = ManifestApplication.Create();
        var json = app.GetStreamManifest().ToJson();

        Assert.Equal(json, StreamManifest.Parse(json.Replace("\"streaming\": true,", "\"streaming\": true, \"added\": {\"later\": 1},", StringComparison.Ordinal)).ToJson());
    }

    private static StreamManifestFunction Function(StreamManifest manifest, string name) => Assert.Single(manifest.Functions, function => function.Name == name);

    private static IEnumerable<string?> Required(StreamManifest manifest, string definition) =>
        manifest.Definitions[definition].GetProperty("required").EnumerateArray().Select(name => name.GetString());
}
