using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>A stream that comes to nothing leaves the registry, although its sender was registered before.</summary>
public sealed class RefusedStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(StreamMode.Json, "image/png", HttpStatusCode.NotAcceptable, CompletionReason.Cancelled)]
    [InlineData(StreamMode.Sse, null, HttpStatusCode.InternalServerError, CompletionReason.Faulted)]
    public async Task A_response_that_is_refused_ends_its_sender(StreamMode declared, string? accept, HttpStatusCode status, CompletionReason reason)
    {
        StreamSender<int>? sender = null;
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = declared };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http =>
            {
                var response = StreamResponse.Json<int>();
                sender = response.Sender;
                sender.TrySend(1);
                http.RequestServices.GetRequiredService<IStreamRegistry>().Register("id", sender);
                return endpoint.ExecuteAsync(http, response);
            });
        });

        using var response = await app.OpenAsync("/t", accept);

        Assert.Equal(status, response.StatusCode);
        await AssertIsOverAsync(app, sender!, reason);
        Assert.Equal(1, (await sender!.Completion).EventsDropped);
    }

    [Fact]
    public async Task A_method_that_throws_at_once_ends_its_sender()
    {
        StreamSender<int>? sender = null;
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (given, _) =>
            {
                sender = given;
                http.RequestServices.GetRequiredService<IStreamRegistry>().Register("id", given);
                throw new BadHttpRequestException("no");
            }));
        });

        using var response = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await AssertIsOverAsync(app, sender!, CompletionReason.Faulted);
    }

    [Fact]
    public async Task A_response_that_is_never_executed_ends_its_sender_when_it_is_lost()
    {
        StreamSender<int>? sender = null;
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http =>
            {
                sender = RegisterAndForget(http);
                return endpoint.ExecuteAsync(http, TypedResults.NotFound());
            });
        });

        using var response = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using var patience = new CancellationTokenSource(Patience);
        while (!sender!.Completion.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        await AssertIsOverAsync(app, sender, CompletionReason.Incomplete);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StreamSender<int> RegisterAndForget(HttpContext http)
    {
        var response = StreamResponse.Sse<int>();
        http.RequestServices.GetRequiredService<IStreamRegistry>().Register("id", response.Sender);
        return response.Sender;
    }

    private static async Task AssertIsOverAsync(StreamingApp app, StreamSender<int> sender, CompletionReason reason)
    {
        Assert.Equal(SendResult.Closed, sender.TrySend(2));
        Assert.Equal(reason, (await sender.Completion.WaitAsync(Patience)).Reason);

        // The registry is told on the thread pool.
        var registry = app.App.Services.GetRequiredService<IStreamRegistry>();
        using var patience = new CancellationTokenSource(Patience);
        while (registry.Count > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
