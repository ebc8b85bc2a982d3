using SegStream;
using SegStream.Vocabulary;

namespace Trimmed;

/// <summary>Unions that are built of others, sent by generated methods.</summary>
public static class Work
{
    [SseEndpoint("/work")]
    public static async Task Run(StreamSender<WorkEvent> sender, CancellationToken cancellationToken)
    {
        await sender.SendStartAsync("reading", cancellationToken: cancellationToken);
        sender.Progress(1, report => new StandardEvent.Progress(report.Percent)).Complete();
        await sender.SendRejectedAsync(7, cancellationToken);
        sender.EndStream();
    }

    [JsonStream("/outcome", Formats = JsonStreamFormats.NdJson)]
    public static IEnumerable<Outcome<int>> Outcomes() => [new Outcome<int>.Value(5)];
}
