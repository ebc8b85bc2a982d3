using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegStream.Browser.Tests.Browser;

/// <summary>Speaks the streaming part of the chat completions interface with a fixed answer, on a free port.</summary>
public sealed class OpenAICompatibleServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OpenAICompatibleServer(WebApplication app)
    {
        _app = app;
    }

    public string Endpoint => new Uri(new Uri(_app.Urls.Single()), "/v1").ToString();

    public static async Task<OpenAICompatibleServer> StartAsync(string[] pieces, bool fails = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/v1/chat/completions", http => fails ? RefuseAsync(http) : AnswerAsync(http, pieces));
        await app.StartAsync();
        return new OpenAICompatibleServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return http.Response.WriteAsJsonAsync(new { error = new { message = "No such key.", type = "invalid_request_error" } });
    }

    private static async Task AnswerAsync(HttpContext http, string[] pieces)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var piece in pieces)
        {
            var chunk = new
            {
                id = "chatcmpl-1",
                @object = "chat.completion.chunk",
                created = 1,
                model = "tiny-1",
                choices = new[] { new { index = 0, delta = new { role = "assistant", content = piece } } },
            };
            await http.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
            await http.Response.Body.FlushAsync();
        }

        await http.Response.WriteAsync("data: [DONE]\n\n");
    }
}
