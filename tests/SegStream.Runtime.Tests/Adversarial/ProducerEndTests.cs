using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>How a method that sends learns that its stream is over, and what becomes of what it throws.</summary>
public sealed class ProducerEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly StreamEndpointDefinition Definition = new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse };

    [Fact]
    public async Task A_time_out_of_a_method_is_a_failure_and_not_a_cancellation()
    {
        StreamSender<int>? kept = null;
        await using var app = await PushAsync(async (sender, _) =>
        {
            kept = sender;
            sender.TrySend(1);
            await Task.Yield();
            throw new TaskCanceledException("The request was canceled.", new TimeoutException());
        });

        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync().WaitAsync(Patience));
        Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
        Assert.Equal("event: error", await reader.ReadLineAsync().WaitAsync(Patience));
        Assert.Equal(CompletionReason.Faulted, (await kept!.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_method_that_waits_for_its_token_is_told_when_the_registry_closes_its_stream()
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IStreamRegistry? registry = null;
        await using var app = await PushAsync(async (sender, token) =>
        {
            registry!.Register("id", sender);
            opened.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                returned.SetResult();
            }
        });
        registry = app.App.Services.GetRequiredService<IStreamRegistry>();

        var body = app.Client.GetStringAsync("/t");
        await opened.Task.WaitAsync(Patience);
        Assert.True(registry.Close("id"));

        Assert.Equal("", await body.WaitAsync(Patience));
        await returned.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_method_that_tidies_up_after_EndStream_is_told_when_the_connection_is_gone()
    {
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await PushAsync(async (sender, token) =>
        {
            sender.EndStream();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                returned.SetResult();
            }
        });

        Assert.Equal("", await app.Client.GetStringAsync("/t"));
        app.Client.Dispose();

        await returned.Task.WaitAsync(Patience);
    }

    private static Task<StreamingApp> PushAsync(Func<StreamSender<int>, CancellationToken, Task> producer) => StreamingApp.StartAsync(mapper =>
    {
        var endpoint = mapper.CreateEndpoint<int>(Definition);
        mapper.Map(Definition, http => endpoint.PushAsync(http, producer));
    });
}
