using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SegStream.Endpoints.Tests.Endpoints;

namespace SegStream.Endpoints.Tests;

/// <summary>Differences to minimal APIs that one application cannot show twice, because ASP.NET Core does not map the method or does not answer. They are in the guide.</summary>
public sealed class DifferenceTests
{
    [Fact]
    public async Task Optional_service_of_a_GET_may_be_missing_where_a_minimal_api_throws()
    {
        await using var application = await TestApplication.StartAsync();
        Assert.Equal("none\n", await application.Client.GetStringAsync("/form/optional-service"));
        Assert.Throws<InvalidOperationException>(() => Map(endpoints => endpoints.MapGet("/", FormMethods.OptionalService)));
    }

    [Fact]
    public async Task Texts_of_a_form_are_an_array_where_a_minimal_api_throws()
    {
        await using var application = await TestApplication.StartAsync(group: group => group.DisableAntiforgery());
        Assert.Equal("a\n\nb\n", await PostAsync(application, "x=a&x=&x=b"));
        Assert.Equal("", await PostAsync(application, "y=a"));
        Assert.Throws<InvalidOperationException>(() => Map(endpoints => endpoints.MapPost("/", FormMethods.Texts)));
    }

    [Theory]
    [InlineData("throw", HttpStatusCode.InternalServerError)]
    [InlineData("bad", (HttpStatusCode)422)]
    public async Task Exception_of_BindAsync_is_answered_with_problem_details(string value, HttpStatusCode expected)
    {
        await using var application = await TestApplication.StartAsync();
        var response = await application.Client.GetAsync("/seg/d/a/bound?b=" + value);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<string> PostAsync(TestApplication application, string form)
    {
        var response = await application.Client.PostAsync("/form/texts", new StringContent(form, null, "application/x-www-form-urlencoded"));
        return await response.Content.ReadAsStringAsync();
    }

    private static void Map(Action<IEndpointRouteBuilder> map)
    {
        var application = WebApplication.CreateBuilder().Build();
        map(application);
        _ = ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).ToList();
    }
}
