using Microsoft.Extensions.Logging;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>What the log says of real streams.</summary>
public sealed class LogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("end", 1, LogLevel.Debug, "Completed")]
    [InlineData("leave", 2, LogLevel.Warning, "Incomplete")]
    [InlineData("fail", 1, LogLevel.Debug, "Faulted")]
    [InlineData("overflow", 4, LogLevel.Warning, "SlowConsumer")]
    public async Task A_stream_writes_one_line_with_its_figures_when_it_ends(string how, int id, LogLevel level, string reason)
    {
        StreamSender<string>? kept = null;
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "Tests.Log", Route = "/t/{secret}", Mode = StreamMode.Text, Capacity = 4, Overflow = OverflowPolicy.Disconnect };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) =>
            {
                kept = sender;
                End(sender, how);
                return Task.CompletedTask;
            }));
        });

        try
        {
            await app.Client.GetStringAsync("/t/confidential?also=confidential").WaitAsync(Patience);
        }
        catch (HttpRequestException)
        {
            // Three of the four are cut short.
        }

        await kept!.Completion.WaitAsync(Patience);
        var line = Assert.Single(app.Log.Entries, entry => entry.Category == SegStreamDiagnostics.LogCategory);
        Assert.Equal((id, level), (line.Id.Id, line.Level));
        Assert.StartsWith("Tests.Log: ", line.Message, StringComparison.Ordinal);
        Assert.Contains($"{reason}, ", line.Message, StringComparison.Ordinal);
        Assert.Contains("bytes sent, ", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", line.Message, StringComparison.Ordinal);
    }

    private static void End(StreamSender<string> sender, string how)
    {
        sender.TrySend("confidential");
        switch (how)
        {
            case "end":
                sender.EndStream();
                break;
            case "fail":
                sender.Fail(new InvalidOperationException("broken"));
                break;
            case "overflow":
                while (sender.TrySend("confidential") == SendResult.Accepted)
                {
                }

                break;
        }
    }
}
