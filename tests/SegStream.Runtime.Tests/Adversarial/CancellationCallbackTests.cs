using System.Net;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>Methods that register callbacks with their token which throw. Whoever cancels it, the exception is in the log, and the end of the stream is what it would be.</summary>
public sealed class CancellationCallbackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly StreamEndpointDefinition Definition = new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse };

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_client_that_leaves_while_a_method_prepares_its_sequence()
    {
        await using var app = await StartAsync(endpoint => http => endpoint.PullAsync(http, async token =>
        {
            await WaitAsync(token);
            return Empty();
        }));

        var response = app.OpenAsync("/t");
        await _begun.Task.WaitAsync(Patience);
        app.Client.CancelPendingRequests();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
        await LoggedAsync(app);
        await _returned.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_host_that_stops_while_a_method_prepares_its_sequence()
    {
        await using var app = await StartAsync(endpoint => http => endpoint.PullAsync(http, async token =>
        {
            await WaitAsync(token);
            return Empty();
        }));

        var body = app.Client.GetStringAsync("/t");
        await _begun.Task.WaitAsync(Patience);
        var stopping = app.App.StopAsync();

        Assert.Matches(@"^retry: \d{4}\n\n$", await body.WaitAsync(Patience));
        await LoggedAsync(app);
        await stopping.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_connection_that_is_gone_while_a_method_lingers_after_the_end()
    {
        StreamSender<string>? kept = null;
        await using var app = await StartAsync(endpoint => http => endpoint.PushAsync(http, async (sender, token) =>
        {
            kept = sender;
            sender.TrySend("a");
            sender.EndStream();
            await WaitAsync(token);
        }));

        Assert.Equal("data: a\n\n", await app.Client.GetStringAsync("/t").WaitAsync(Patience));
        await _begun.Task.WaitAsync(Patience);
        app.Client.Dispose();

        await LoggedAsync(app);
        await _returned.Task.WaitAsync(Patience);
        Assert.Equal(CompletionReason.Completed, (await kept!.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_method_that_throws_before_its_stream_has_begun()
    {
        StreamSender<string>? kept = null;
        await using var app = await StartAsync(endpoint => http => endpoint.PushAsync(http, (sender, token) =>
        {
            kept = sender;
            token.Register(static () => throw new InvalidOperationException("a broken callback"));
            throw new InvalidOperationException("a broken method");
        }));

        using var response = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(CompletionReason.Faulted, (await kept!.Completion.WaitAsync(Patience)).Reason);
        await LoggedAsync(app);
    }

    [Fact]
    public async Task A_client_that_leaves_its_stream()
    {
        StreamSender<string>? kept = null;
        await using var app = await StartAsync(endpoint => http => endpoint.PushAsync(http, async (sender, token) =>
        {
            kept = sender;
            sender.TrySend("a");
            await WaitAsync(token);
        }));

        using (var response = await app.OpenAsync("/t"))
        {
            await _begun.Task.WaitAsync(Patience);
        }

        Assert.Equal(CompletionReason.ClientAborted, (await kept!.Completion.WaitAsync(Patience)).Reason);
        await LoggedAsync(app);
    }

    private static async IAsyncEnumerable<string> Empty()
    {
        await Task.CompletedTask;
        yield break;
    }

    private static async Task LoggedAsync(StreamingApp app)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (!app.Log.Entries.Any(static entry => entry is { Id.Name: "FailedAfterEnd", Level: LogLevel.Error }))
        {
            Assert.False(watchdog.IsCancellationRequested, "What the callback has thrown is lost.");
            await Task.Yield();
        }
    }

    /// <summary>Waits until the token is cancelled.</summary>
    private async Task WaitAsync(CancellationToken token)
    {
        token.Register(static () => throw new InvalidOperationException("a broken callback"));
        _begun.SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            _returned.SetResult();
        }
    }

    private static Task<StreamingApp> StartAsync(Func<StreamEndpoint<string>, Microsoft.AspNetCore.Http.RequestDelegate> answer) =>
        StreamingApp.StartAsync(mapper => mapper.Map(Definition, answer(mapper.CreateEndpoint<string>(Definition))));
}
