using System.Text;

namespace SegStream.Endpoints.Tests;

/// <summary>The context of an endpoint reads its body too.</summary>
public sealed class BodyContextTests
{
    [Theory]
    [InlineData("/snake/context", "{\"long_name\":5}", "[{\"long_name\":5}]")]
    [InlineData("/snake/context", "{\"longName\":5}", "[{\"long_name\":0}]")]
    [InlineData("/snake/options", "{\"longName\":5}", "[{\"longName\":5}]")]
    [InlineData("/snake/other", "{\"n\":5}", "[{\"long_name\":5}]")]
    public async Task Context_comes_before_the_options_of_the_application(string path, string body, string expected)
    {
        await using var application = await TestApplication.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Accept", "application/json");
        Assert.Equal(expected, await (await application.Client.SendAsync(request)).Content.ReadAsStringAsync());
    }
}
