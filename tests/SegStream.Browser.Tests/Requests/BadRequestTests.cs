using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Requests;

[Collection(BrowserGroup.Name)]
public sealed class BadRequestTests(ShowcaseServer server)
{
    [Theory]
    [InlineData("monitor?interval=5", "between 100 and 10000")]
    [InlineData("monitor?interval=often", "interval")]
    [InlineData("rooms/No%20Spaces?member=Ada", "room's name")]
    [InlineData("rooms/lobby", "Your name")]
    [InlineData("rooms/lobby?member=%3Cscript%3E", "Your name")]
    [InlineData("formats/primes?count=0", "count")]
    [InlineData("formats/primes?from=1", "between 2 and")]
    [InlineData("formats/mandelbrot?width=9999", "width")]
    [InlineData("formats/melody.wav?bpm=5", "tempo")]
    public async Task A_wrong_parameter_is_refused_with_a_reason(string path, string reason)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var response = await client.GetAsync(path);

        await AssertRefusedAsync(response, reason);
    }

    [Theory]
    [InlineData("{}", "message")]
    [InlineData("""{"message":"  "}""", "message")]
    [InlineData("not json", "")]
    public async Task A_chat_without_a_message_is_refused(string body, string reason)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var response = await client.PostAsync("chat", new StringContent(body, Encoding.UTF8, "application/json"));

        await AssertRefusedAsync(response, reason);
    }

    [Fact]
    public async Task An_import_without_a_file_is_refused()
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var response = await client.PostAsync("imports", new ByteArrayContent([]));

        await AssertRefusedAsync(response, "no file in the request");
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_refused_before_it_is_sent()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var connection = client.GetStream();
        await connection.WriteAsync("POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000001\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(connection);

        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData(51_000_000, "The file is larger than 50 MB.")]
    [InlineData(0, "There is no file in the request")]
    public async Task A_file_of_untold_length_that_turns_out_wrong_ends_with_an_error_event(long length, string reason)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "imports") { Content = new Zeros(length) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains($"event: error\ndata: {{\"message\":\"{reason}", body, StringComparison.Ordinal);
        Assert.DoesNotContain("event: done", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_to_a_room_needs_a_text()
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var response = await client.PostAsJsonAsync("rooms/lobby/messages", new { member = "Ada", text = " " });

        await AssertRefusedAsync(response, "A message has to have");
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string reason)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(reason, JsonSerializer.Serialize(JsonDocument.Parse(body), RelaxedJson), StringComparison.OrdinalIgnoreCase);
    }

    private static readonly JsonSerializerOptions RelaxedJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
