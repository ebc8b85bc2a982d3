using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Endpoints.Tests.Endpoints;

namespace SegStream.Endpoints.Tests;

public sealed class ServedEndpointTests : IAsyncLifetime
{
    private TestApplication _application = null!;

    public async Task InitializeAsync() => _application = await TestApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Theory]
    [InlineData("/push", "plain\nLOUD\n")]
    [InlineData("/push-void", "void\n")]
    [InlineData("/push-value-task", "value task\n")]
    [InlineData("/push-unified", "unified\n")]
    [InlineData("/channel", "from a channel\n")]
    [InlineData("/list", "from\na list\n")]
    public async Task Every_shape_is_served(string path, string expected) => Assert.Equal(expected, await _application.Client.GetStringAsync(path));

    [Fact]
    public async Task Instance_method_runs_on_an_instance_from_the_services_of_the_request()
    {
        var text = await _application.Client.GetStringAsync("/rooms/blue");
        Assert.Contains("event: joined\n", text, StringComparison.Ordinal);
        Assert.Contains("plain blue", text, StringComparison.Ordinal);
        Assert.Contains("event: left\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overloads_are_two_endpoints()
    {
        var text = await _application.Client.GetStringAsync("/rooms/blue/42");
        Assert.Contains("42", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_keeps_its_status()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _application.Client.GetAsync("/enter/none")).StatusCode);
        Assert.Contains("event: joined", await _application.Client.GetStringAsync("/enter/red"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unified_response_is_served() => Assert.Contains("event: hello\ndata: world\n\n", await _application.Client.GetStringAsync("/unified"), StringComparison.Ordinal);

    [Fact]
    public async Task Binary_events_are_prefixed_with_their_length()
    {
        var response = await _application.Client.GetAsync("/bytes");
        Assert.Equal("audio/wav", response.Content.Headers.ContentType?.ToString());
        Assert.Equal([0, 0, 0, 2, 1, 2, 0, 0, 0, 1, 3], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public void Union_is_registered_with_its_cases_wherever_they_are_declared()
    {
        Assert.True(StreamEventUnions.TryGet<RoomEvent>(out var union));
        RoomEvent[] events = [new RoomEvent.Joined(""), new RoomEvent.Failed(""), new Left(0)];
        Assert.Equal(["joined", "failed", "left"], union.Cases.Select(item => item.Name));
        Assert.Equal([0, 1, 2], events.Select(union.CaseOf));
        Assert.Equal(new RoomEvent.Failed("why"), union.CreateError("why"));
    }

    [Theory]
    [InlineData("/closed", null, HttpStatusCode.Unauthorized)]
    [InlineData("/closed", "anna", HttpStatusCode.OK)]
    [InlineData("/admins", null, HttpStatusCode.Unauthorized)]
    [InlineData("/admins", "anna", HttpStatusCode.Forbidden)]
    [InlineData("/admins", "admin", HttpStatusCode.OK)]
    public async Task Authorize_guards_the_endpoint(string path, string? user, HttpStatusCode expected)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
        {
            request.Headers.Add("x-user", user);
        }

        Assert.Equal(expected, (await _application.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public void Attributes_of_the_class_and_the_method_are_in_the_metadata()
    {
        var endpoint = Find("/admins");
        Assert.Equal("admin", endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Roles);
        Assert.Equal(["rooms"], endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags);
        Assert.Equal(["GET"], endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods);
    }

    [Fact]
    public async Task Answer_to_a_wrong_request_names_every_wrong_parameter()
    {
        var response = await _application.Client.GetAsync("/seg/two/a?the-y=b");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(["x", "the-y"], problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Wrong_content_type_is_answered_with_415_and_names_the_body()
    {
        // Routing answers other media types itself; a body without one comes to the endpoint.
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _application.Client.PostAsync("/seg/body", new StringContent("x"))).StatusCode);
        var response = await _application.Client.PostAsync("/seg/body", new ByteArrayContent([(byte)'x']));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty("x", out _));
    }

    [Fact]
    public async Task Long_text_comes_back_shortened_and_whole()
    {
        var response = await _application.Client.GetAsync("/seg/int?x=" + Uri.EscapeDataString(new string('a', 39) + "😀" + new string('b', 100)));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        var message = problem.RootElement.GetProperty("errors").GetProperty("x")[0].GetString();
        Assert.Contains("'" + new string('a', 39) + "…'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problem_details_service_of_the_application_writes_the_answer()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["app"] = "mine"));
        using var problem = JsonDocument.Parse(await (await application.Client.GetAsync("/seg/int")).Content.ReadAsStreamAsync());
        Assert.Equal("mine", problem.RootElement.GetProperty("app").GetString());
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty("x", out _));
    }

    [Fact]
    public async Task Missing_class_of_an_instance_method_stops_the_application_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApplication.StartAsync(services =>
            services.Remove(services.Single(service => service.ServiceType == typeof(Rooms)))));
        Assert.Contains(typeof(Rooms).FullName!, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_service_stops_the_application_with_the_name_of_the_parameter()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApplication.StartAsync(services =>
            services.Remove(services.Single(service => service.ServiceType == typeof(IGreeter) && !service.IsKeyedService))));
        Assert.Contains("'a' of the stream endpoint BodySignatures.Services", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_that_is_registered_is_a_service_and_not_the_body()
    {
        await using var application = await TestApplication.StartAsync(services => services.AddSingleton(new Note(77)));
        var response = await application.Client.PostAsync("/seg/body", null);
        Assert.Contains("77", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Endpoint Find(string route) => _application.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == route);
}
