using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>What a pulled sequence may expect of its reader.</summary>
public sealed class SequenceContractTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly StreamEndpointDefinition Definition = new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, HeartbeatSeconds = 10, MaxDurationSeconds = 50 };

    [Fact]
    public async Task A_heartbeat_does_not_take_an_answer_whose_continuation_is_not_called_yet()
    {
        var time = new ManualTime();
        var sequence = new ReluctantSequence();
        await using var app = await StartAsync(time, sequence);
        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await sequence.Awaited.WaitAsync(Patience);

        sequence.Complete();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(":", await reader.ReadLineAsync().WaitAsync(Patience));
        Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));

        // By the second one the stream has looked at the sequence after the first.
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(await reader.ReadLineAsync().WaitAsync(Patience));
        Assert.False(sequence.TakenTooEarly);

        sequence.CallContinuation();
        Assert.Equal("\ndata: 1\n\n", await reader.ReadToEndAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_callback_of_the_token_that_blocks_does_not_keep_the_client_from_its_end()
    {
        var time = new ManualTime();
        using var blocked = new ManualResetEventSlim();
        await using var app = await StartAsync(time, Blocking(blocked));
        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync().WaitAsync(Patience));

        time.Advance(TimeSpan.FromSeconds(60));

        try
        {
            Assert.EndsWith("\n", await reader.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);
        }
        finally
        {
            blocked.Set();
        }
    }

    private static async IAsyncEnumerable<int> Blocking(ManualResetEventSlim blocked, [EnumeratorCancellation] CancellationToken token = default)
    {
        await using var registration = token.Register(blocked.Wait);
        yield return 1;
        await Task.Delay(Timeout.Infinite, token);
    }

    private static Task<StreamingApp> StartAsync(ManualTime time, IAsyncEnumerable<int> sequence) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Definition);
            mapper.Map(Definition, http => endpoint.PullAsync(http, _ => sequence));
        },
        build: builder => builder.Services.AddSingleton<TimeProvider>(time));
}
