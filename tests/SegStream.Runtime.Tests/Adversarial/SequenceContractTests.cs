using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>What a pulled sequence may expect of its reader.</summary>
public sealed class SequenceContractTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly StreamEndpointDefinition Definition = new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, HeartbeatSeconds = 10 };

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

    private static Task<StreamingApp> StartAsync(ManualTime time, IAsyncEnumerable<int> sequence) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Definition);
            mapper.Map(Definition, http => endpoint.PullAsync(http, _ => sequence));
        },
        build: builder => builder.Services.AddSingleton<TimeProvider>(time));
}
