using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Endpoints.Tests;

/// <summary>Conventions on the group that <c>MapSegStream()</c> returns hold for every endpoint.</summary>
public sealed class ConventionTests
{
    private const string Path = "/documented/comment?count=2";

    [Fact]
    public async Task Authorization_is_required_of_all_that_do_not_allow_anonymous()
    {
        await using var application = await StartAsync(group => group.RequireAuthorization());
        Assert.Equal(HttpStatusCode.Unauthorized, (await application.Client.GetAsync(Path)).StatusCode);
        Assert.Equal("anonymous\n", await application.Client.GetStringAsync("/documented/anonymous"));
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Add("x-user", "anna");
        Assert.Equal(HttpStatusCode.OK, (await application.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Cors_policy_holds()
    {
        await using var application = await StartAsync(group => group.RequireCors("one"));
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Add("Origin", "https://example.org");
        Assert.Equal(["https://example.org"], (await application.Client.SendAsync(request)).Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Rate_limit_holds_and_so_does_that_of_an_attribute()
    {
        await using var application = await StartAsync(group => group.RequireRateLimiting("one"));
        Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync(Path)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await application.Client.GetAsync(Path)).StatusCode);

        await using var other = await StartAsync(group => group);
        Assert.Equal(HttpStatusCode.OK, (await other.Client.GetAsync("/documented/limited")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await other.Client.GetAsync("/documented/limited")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.Client.GetAsync(Path)).StatusCode);
    }

    [Fact]
    public async Task Tags_names_and_metadata_of_the_group_arrive_and_those_of_the_method_win()
    {
        await using var application = await StartAsync(group => group.WithTags("all").WithGroupName("all").WithSummary("all").WithMetadata("mine"));
        var endpoints = application.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var plain = endpoints.Single(endpoint => endpoint.RoutePattern.RawText == "/documented/limited").Metadata;
        var own = endpoints.Single(endpoint => endpoint.RoutePattern.RawText == "/documented/attributes").Metadata;
        Assert.Equal(["all"], plain.GetMetadata<ITagsMetadata>()?.Tags);
        Assert.Equal("all", plain.GetMetadata<IEndpointSummaryMetadata>()?.Summary);
        Assert.Equal("mine", plain.GetMetadata<string>());
        Assert.Equal(["one", "two"], own.GetMetadata<ITagsMetadata>()?.Tags);
        Assert.Equal("This.", own.GetMetadata<IEndpointSummaryMetadata>()?.Summary);
        Assert.Equal("documented", own.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName);
    }

    [Fact]
    public async Task Filter_runs_around_the_whole_stream()
    {
        var seen = new List<string>();
        await using var application = await StartAsync(group => group.AddEndpointFilter(async (context, next) =>
        {
            seen.Add("before");
            var result = await next(context);
            seen.Add($"after {context.HttpContext.Response.HasStarted} {result?.GetType().Name}");
            return result;
        }));
        Assert.Equal("1\n2\n", await application.Client.GetStringAsync(Path));
        Assert.Equal(["before", "after True EmptyHttpResult"], seen);
    }

    [Fact]
    public async Task Filter_can_answer_instead_of_the_method()
    {
        await using var application = await StartAsync(group => group.AddEndpointFilter((_, _) => ValueTask.FromResult<object?>(TypedResults.StatusCode(418))));
        Assert.Equal((HttpStatusCode)418, (await application.Client.GetAsync(Path)).StatusCode);
    }

    [Fact]
    public async Task Filter_has_the_request_as_its_only_argument_because_parameters_are_bound_after_it()
    {
        object?[]? arguments = null;
        await using var application = await StartAsync(group => group.AddEndpointFilter((context, next) =>
        {
            arguments = [.. context.Arguments];
            return next(context);
        }));
        Assert.Equal(HttpStatusCode.BadRequest, (await application.Client.GetAsync("/documented/comment?count=x")).StatusCode);
        Assert.IsAssignableFrom<HttpContext>(Assert.Single(arguments!));
    }

    private static async Task<TestApplication> StartAsync(Func<RouteGroupBuilder, IEndpointConventionBuilder> conventions) => await TestApplication.StartAsync(
        services =>
        {
            services.AddCors(cors =>
            {
                cors.AddPolicy("one", policy => policy.WithOrigins("https://example.org"));
                cors.AddPolicy("open", policy => policy.AllowAnyOrigin());
            });
            services.AddRateLimiter(limiter => limiter.AddPolicy("one", _ => RateLimitPartition.GetFixedWindowLimiter("all", _ => new() { PermitLimit = 1, Window = TimeSpan.FromDays(1) })));
        },
        group: group => conventions(group),
        use: application =>
        {
            application.UseCors();
            application.UseRateLimiter();
        });
}
