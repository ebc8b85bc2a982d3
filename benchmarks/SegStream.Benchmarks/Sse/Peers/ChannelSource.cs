using System.Threading.Channels;

namespace SegStream.Benchmarks.Sse.Peers;

/// <summary>The events as an application without SegStream has them: a bounded channel that a task fills.</summary>
internal static class ChannelSource
{
    private const int Capacity = 1024;

    public static ChannelReader<ImportProgress> Start(int count, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
        _ = Task.Run(() => FillAsync(channel.Writer, count, cancellationToken), cancellationToken);
        return channel.Reader;
    }

    private static async Task FillAsync(ChannelWriter<ImportProgress> writer, int count, CancellationToken cancellationToken)
    {
        for (var done = 1; done <= count; done++)
        {
            await writer.WriteAsync(new ImportProgress(done, count, "orders.csv"), cancellationToken);
        }

        writer.Complete();
    }
}
