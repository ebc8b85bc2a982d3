using SegStream;

namespace Trimmed;

/// <summary>A union of events, pushed by the method itself.</summary>
public static class Imports
{
    [SseEndpoint("/imports/{file}")]
    public static async Task Import(string file, StreamSender<ImportEvent> sender, CancellationToken cancellationToken)
    {
        await sender.SendAsync(new ImportEvent.Start(file), cancellationToken);
        await sender.SendAsync(new ImportEvent.Progress(1, 3), cancellationToken);
        if (file == "broken")
        {
            throw new InvalidDataException("cannot be read");
        }

        await sender.SendAsync(new ImportEvent.Done(3), cancellationToken);
        sender.EndStream();
    }

    [JsonStream("/imports/{file}/json", Formats = JsonStreamFormats.NdJson)]
    public static IEnumerable<ImportEvent> ImportAsJson(string file) => [new ImportEvent.Start(file), new ImportEvent.Done(3)];
}
