using System.Net;
using System.Text;

namespace SegStream.Endpoints.Tests;

/// <summary>The oracle is ASP.NET Core itself: the same method mapped as a minimal API answers the same for the same request.</summary>
public sealed class ParityTests(ParityApplication parity) : IClassFixture<ParityApplication>
{
    public static TheoryData<string, string> Queries
    {
        get
        {
            var data = new TheoryData<string, string>();
            string[] names =
            [
                "int", "nullable-int", "default-int", "nullable-default-int", "string", "nullable-string", "default-string", "nullable-default-string",
                "ints", "nullable-ints", "ints-with-holes", "strings", "string-values", "nullable-string-values", "uri", "nullable-uri", "enum", "nullable-enum", "own", "nullable-own",
            ];
            string[] queries = ["", "?x=", "?x", "?x=5", "?x=abc", "?x=1&x=2", "?x=1&x=", "?x=%205%20", "?x=Monday", "?x=monday", "?X=5", "?x=20.5C", "?x=%2B5", "?x=99999999999"];
            foreach (var name in names)
            {
                foreach (var query in queries)
                {
                    data.Add(name, query);
                }
            }

            foreach (var (name, values) in Texts)
            {
                foreach (var value in values)
                {
                    data.Add(name, "?x=" + WebUtility.UrlEncode(value));
                }
            }

            return data;
        }
    }

    private static IEnumerable<(string Name, string[] Values)> Texts =>
    [
        ("date-time", ["2020-01-02T03:04:05Z", "2020-01-02T03:04:05", "2020-01-02T03:04:05+02:00", " 2020-01-02 ", "01/02/2020", "now"]),
        ("date-time-offset", ["2020-01-02T03:04:05Z", "2020-01-02T03:04:05", "2020-01-02T03:04:05+02:00", " 2020-01-02 "]),
        ("date", ["2020-01-02", " 2020-01-02 ", "01/02/2020", "2020-01-02T03:04"]),
        ("time", ["03:04", " 03:04 ", "3:04 PM", "25:00"]),
        ("time-span", ["1:2:3", "1.02:03:04.5", "x", " 1:2 "]),
        ("double", ["1,000.5", "1e3", "NaN", "1.5", "1;5", "∞"]),
        ("decimal", ["1,000.5", "1e3", "-1.5", "(1)"]),
        ("bool", ["True", "true", "1", " true "]),
        ("guid", ["6f9619ff-8b86-d011-b42d-00cf4fc964ff", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", "6f96"]),
        ("char", ["a", "ab", "ü"]),
        ("enum", ["1", "99", "-1", "Monday,Tuesday", "MONDAY"]),
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public Task Query_is_bound_as_a_minimal_api_binds_it(string name, string query) => AssertSameAsync(name + query);

    [Theory]
    [InlineData("header")]
    [InlineData("header-int")]
    [InlineData("header-strings")]
    [InlineData("header-ints")]
    [InlineData("header-values")]
    public async Task Header_is_bound_as_a_minimal_api_binds_it(string name)
    {
        foreach (var value in new[] { null, "", "5", "1,2", "1, 2", "a", "\"1,2\",3" })
        {
            await AssertSameAsync(name, request =>
            {
                if (value is not null)
                {
                    request.Headers.TryAddWithoutValidation("x-h", value);
                }
            });
        }
    }

    [Theory]
    [InlineData("route/a%20b")]
    [InlineData("route/a%2Fb")]
    [InlineData("route-int")]
    [InlineData("route-int/5")]
    [InlineData("route-int/x")]
    [InlineData("route-optional")]
    [InlineData("route-optional/q")]
    [InlineData("route-default")]
    [InlineData("route-default/6")]
    [InlineData("two/1?the-y=2")]
    [InlineData("two/1")]
    [InlineData("two/a?the-y=b")]
    public Task Route_is_bound_as_a_minimal_api_binds_it(string path) => AssertSameAsync(path);

    [Theory]
    [InlineData("body")]
    [InlineData("nullable-body")]
    [InlineData("allowed-empty-body")]
    [InlineData("body-and-query")]
    [InlineData("body-and-query?q=1")]
    [InlineData("int-body")]
    [InlineData("array-body")]
    [InlineData("composite/5?q=2&x=a")]
    [InlineData("composite/5")]
    [InlineData("composite/a?q=b")]
    public async Task Body_is_bound_as_a_minimal_api_binds_it(string path)
    {
        (string? Body, string? ContentType)[] bodies =
        [
            (null, null), ("", "application/json"), ("{\"n\":1}", "application/json"), ("{\"N\":1}", "text/plain"), ("{\"N\":1}", null), ("{", "application/json"),
            ("null", "application/json"), ("{\"N\":1}", "application/vnd.x+json; charset=utf-8"), ("{\"N\":\"x\"}", "application/json"), ("7", "application/json"), ("[1,2]", "application/json"), ("{}", "application/json"),
        ];
        foreach (var (body, contentType) in bodies)
        {
            await AssertSameAsync(path, request =>
            {
                request.Method = HttpMethod.Post;
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                }
            });
        }
    }

    private async Task AssertSameAsync(string path, Action<HttpRequestMessage>? configure = null)
    {
        var expected = await SendAsync("/net/" + path, configure);
        var actual = await SendAsync("/seg/" + path, configure);
        Assert.Equal((int)expected.StatusCode, (int)actual.StatusCode);
        if (expected.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal(await expected.Content.ReadAsStringAsync(), await actual.Content.ReadAsStringAsync());
        }
        else if (expected.StatusCode != HttpStatusCode.UnsupportedMediaType)
        {
            Assert.Equal("application/problem+json", actual.Content.Headers.ContentType?.MediaType);
        }
    }

    private Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? configure)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        configure?.Invoke(request);
        return parity.Client.SendAsync(request);
    }
}
