using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Endpoints.Tests;

/// <summary>What the attributes and comments of methods say is in the metadata of their endpoints.</summary>
public sealed class MetadataTests : IAsyncLifetime
{
    private TestApplication _application = null!;

    public async Task InitializeAsync() => _application = await TestApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Theory]
    [InlineData("comment", "Counts up to count.", "Slowly.\nAs Range(int, int) would.")]
    [InlineData("block", "In a block.", null)]
    [InlineData("attributes", "This.", "And this.")]
    [InlineData("broken", null, null)]
    [InlineData("limited", null, null)]
    public void Comment_is_the_description_where_no_attribute_is(string name, string? summary, string? description)
    {
        var metadata = Find(name).Metadata;
        Assert.Equal(summary, metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary);
        Assert.Equal(description, metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description);
    }

    [Fact]
    public void Attribute_of_every_kind_arrives()
    {
        var metadata = Find("attributes").Metadata;
        Assert.Equal(["one", "two"], metadata.GetMetadata<ITagsMetadata>()?.Tags);
        Assert.Equal("open", metadata.GetMetadata<IEnableCorsAttribute>()?.PolicyName);
        Assert.Equal("documented", metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
        Assert.Equal("documented", metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName);
        Assert.True(metadata.GetMetadata<OutputCacheAttribute>()?.NoStore);
        Assert.NotNull(metadata.GetMetadata<DisableRateLimitingAttribute>());
        Assert.True(metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription);
        Assert.Equal(["*:*"], metadata.GetMetadata<IHostMetadata>()?.Hosts);
    }

    [Theory]
    [InlineData("/seg/body", "application/json", false)]
    [InlineData("/seg/nullable-body", "application/json", true)]
    [InlineData("/seg/d/f/file", "multipart/form-data", false)]
    [InlineData("/seg/d/f/string", "multipart/form-data application/x-www-form-urlencoded", false)]
    public void Media_types_of_the_body_are_those_of_a_minimal_api(string route, string types, bool isOptional)
    {
        var accepts = FindRoute(route).Metadata.GetMetadata<IAcceptsMetadata>()!;
        Assert.Equal(types.Split(' ').Order(), accepts.ContentTypes.Order());
        Assert.Equal(isOptional, accepts.IsOptional);
    }

    private RouteEndpoint Find(string name) => FindRoute("/documented/" + name);

    private RouteEndpoint FindRoute(string route) => _application.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == route);
}
