using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Endpoints.Tests.Differential;
using SegStream.Endpoints.Tests.Endpoints;

namespace SegStream.Endpoints.Tests;

/// <summary>What only a real server does with a body.</summary>
public sealed class KestrelTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private WebApplication _application = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Limits.MaxRequestBodySize = 100).UseUrls("http://127.0.0.1:0");
        builder.Services.AddSegStream();
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<Rooms>();
        builder.Services.AddSingleton<IGreeter>(new Greeter("plain"));
        _application = builder.Build();
        _application.MapSegStream().AllowAnonymous().DisableAntiforgery();
        foreach (var signature in WithHeaders)
        {
            _application.MapMethods("/net" + signature.Route, [signature.HttpMethod], signature.Delegate);
        }

        _application.MapPost("/net/d/f/string-maybe", FormAndGroupSignatures.StringMaybe).DisableAntiforgery();
        _application.MapPost("/net/body", ParityMethods.Body);
        _application.MapPost("/net/nullable-body", ParityMethods.NullableBody);
        await _application.StartAsync();
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        _client.BaseAddress = new Uri(addresses!.Addresses.Single());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    [Theory]
    [InlineData("body")]
    [InlineData("nullable-body")]
    public async Task Body_over_the_limit_is_answered_as_a_minimal_api_answers(string path)
    {
        var expected = await PostAsync("/net/" + path, new string(' ', 200) + "{}", chunked: false);
        var actual = await PostAsync("/seg/" + path, new string(' ', 200) + "{}", chunked: false);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, expected.StatusCode);
        Assert.Equal(expected.StatusCode, actual.StatusCode);
    }

    [Fact]
    public async Task Header_is_bound_as_a_minimal_api_binds_it()
    {
        var seed = Environment.TickCount & 0xFFFF;
        var compared = 0;
        foreach (var signature in WithHeaders)
        {
            foreach (var request in new RequestFactory(signature, seed).All())
            {
                using var net = await _client.SendAsync(Move(request.Create("/net")));
                using var seg = await _client.SendAsync(Move(request.Create("/seg")));
                Assert.True(net.StatusCode == seg.StatusCode, $"seed {seed}: {request}: {net.StatusCode}, {seg.StatusCode}");
                Assert.True(!net.IsSuccessStatusCode || await net.Content.ReadAsStringAsync() == await seg.Content.ReadAsStringAsync(), $"seed {seed}: {request}");
                compared++;
            }
        }

        Assert.True(compared > 500, $"{compared}");
    }

    [Theory]
    [InlineData("x=5", HttpStatusCode.OK)]
    [InlineData("x=" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Form_over_the_limit_is_answered_as_a_minimal_api_answers(string form, HttpStatusCode status)
    {
        foreach (var prefix in new[] { "/net", "/seg" })
        {
            Assert.Equal(status, (await _client.PostAsync(prefix + "/d/f/string-maybe", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"))).StatusCode);
        }
    }

    [Theory]
    [InlineData("body", "{\"n\":3}")]
    [InlineData("body", "")]
    [InlineData("nullable-body", "{\"n\":3}")]
    [InlineData("nullable-body", "")]
    public async Task Chunked_body_is_bound_as_a_minimal_api_binds_it(string path, string body)
    {
        var expected = await PostAsync("/net/" + path, body, chunked: true);
        var actual = await PostAsync("/seg/" + path, body, chunked: true);
        Assert.Equal(expected.StatusCode, actual.StatusCode);
        if (expected.IsSuccessStatusCode)
        {
            Assert.Equal(await expected.Content.ReadAsStringAsync(), await actual.Content.ReadAsStringAsync());
        }
    }

    private static IEnumerable<Signature> WithHeaders => Signature.All.Where(signature => signature.HttpMethod == "GET" && signature.Leaves.Any(leaf => leaf.Source == LeafSource.Header));

    private HttpRequestMessage Move(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(_client.BaseAddress!, request.RequestUri!.PathAndQuery);
        return request;
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return _client.SendAsync(request);
    }
}
