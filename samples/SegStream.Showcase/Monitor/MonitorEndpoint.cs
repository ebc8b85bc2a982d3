using System.Runtime.CompilerServices;
using SegStream;

namespace Showcase.Monitor;

/// <summary>Live figures of the process and the machine.</summary>
public static class MonitorEndpoint
{
    private const int MinInterval = 100;
    private const int MaxInterval = 10_000;

    // curl -N 'http://127.0.0.1:5180/monitor?interval=500'
    [SseEndpoint("/monitor")]
    public static IAsyncEnumerable<MonitorEvent> Watch(IStreamRegistry registry, CancellationToken ct, int interval = 500)
    {
        if (interval is < MinInterval or > MaxInterval)
        {
            throw new BadHttpRequestException($"The interval has to be between {MinInterval} and {MaxInterval} milliseconds.");
        }

        return SampleAsync(registry, TimeSpan.FromMilliseconds(interval), ct);
    }

    private static async IAsyncEnumerable<MonitorEvent> SampleAsync(IStreamRegistry registry, TimeSpan interval, [EnumeratorCancellation] CancellationToken ct)
    {
        var figures = new ProcessFigures();
        using var timer = new PeriodicTimer(interval);
        yield return ProcessFigures.Machine();
        while (await timer.WaitForNextTickAsync(ct))
        {
            yield return figures.Measure(registry.Count);
        }
    }
}
