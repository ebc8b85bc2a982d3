using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Endpoints.Tests.Differential;

namespace SegStream.Endpoints.Tests;

/// <summary>Forms with the antiforgery check and the limits of ASP.NET Core.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task Form_without_a_token_is_refused_as_a_minimal_api_refuses_it()
    {
        await using var application = await StartAsync();
        foreach (var prefix in new[] { "/net", "/seg" })
        {
            var response = await application.Client.PostAsync(prefix + "/d/f/string", Form(("x", "5")));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Refusal_names_the_token()
    {
        await using var application = await StartAsync();
        var response = await application.Client.PostAsync("/seg/d/f/string", Form(("x", "5")));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        Assert.Contains("antiforgery", problem.RootElement.GetProperty("errors").GetProperty("x")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attribute_of_the_method_takes_the_check_away()
    {
        await using var application = await StartAsync();
        Assert.Equal("5\n", await (await application.Client.PostAsync("/form/open", Form(("x", "5")))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Form_with_a_token_is_read()
    {
        await using var application = await StartAsync();
        var given = await application.Client.GetAsync("/token");
        var tokens = await given.Content.ReadAsStringAsync();
        foreach (var prefix in new[] { "/net", "/seg" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, prefix + "/d/f/string") { Content = Form(("x", "5"), ("__RequestVerificationToken", tokens)) };
            request.Headers.Add("Cookie", given.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            request.Headers.Add("Accept", "application/json");
            var response = await application.Client.SendAsync(request);
            Assert.Equal("[\"'5'\"]", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Form_needs_the_antiforgery_middleware_or_has_to_do_without_the_check()
    {
        await using var application = await TestApplication.StartAsync(map: app => MapMinimalApi(app));
        foreach (var prefix in new[] { "/net", "/seg" })
        {
            var exception = await Record.ExceptionAsync(async () => Assert.Equal(HttpStatusCode.InternalServerError, (await application.Client.PostAsync(prefix + "/d/f/string", Form(("x", "5")))).StatusCode));
            Assert.True(exception is null or InvalidOperationException, $"{exception}");
        }
    }

    [Fact]
    public async Task Limits_of_the_group_hold()
    {
        await using var application = await TestApplication.StartAsync(
            map: app => MapMinimalApi(app).DisableAntiforgery().WithFormOptions(valueCountLimit: 2),
            group: group => group.DisableAntiforgery().WithFormOptions(valueCountLimit: 2));
        foreach (var prefix in new[] { "/net", "/seg" })
        {
            Assert.Equal(HttpStatusCode.OK, (await application.Client.PostAsync(prefix + "/d/f/string", Form(("x", "5")))).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await application.Client.PostAsync(prefix + "/d/f/string", Form(("x", "5"), ("y", "5"), ("z", "5")))).StatusCode);
        }
    }

    private static Task<TestApplication> StartAsync() => TestApplication.StartAsync(
        services => services.AddAntiforgery(),
        map: app =>
        {
            MapMinimalApi(app);
            app.MapGet("/token", (HttpContext http, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(http).RequestToken);
        },
        use: app => app.UseAntiforgery());

    private static RouteHandlerBuilder MapMinimalApi(WebApplication app) => app.MapPost("/net/d/f/string", FormAndGroupSignatures.String);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
