using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Sse;

/// <summary>SSE streams flat out, through SegStream and through its peers.</summary>
internal static class SseBenchmark
{
    /// <summary>Events per second of SegStream as a multiple of those of <c>TypedResults.ServerSentEvents</c>.</summary>
    private const double ThroughputGate = 3.5;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        Console.WriteLine($"SSE, {Workload(options)}; {options.Rounds} rounds of about {options.RoundTime.TotalMilliseconds:0} ms for each variant, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();

        var contenders = new List<SseContender>();
        try
        {
            using var load = new LoadProcess();
            foreach (var variant in SseVariant.All.Where(variant => options.Full || !variant.OnlyInFull))
            {
                contenders.Add(await SseContender.StartAsync(variant, options));
            }

            await MeasureAsync(contenders, load, options);
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }

        // Short streams are mostly request and response of Kestrel, which both sides share: they are measured, not gated.
        return new SseReport(machine, Workload(options), contenders, options.EventsPerStream is null ? ThroughputGate : null).Publish(options.JsonFile) ? 0 : 1;
    }

    private static string Workload(BenchmarkOptions options) =>
        (options.Connections == 1 ? "one connection" : $"{options.Connections} connections")
        + (options.EventsPerStream is { } events ? $", streams of {events} events one after the other" : ", one long stream on each");

    private static async Task MeasureAsync(List<SseContender> contenders, LoadProcess load, BenchmarkOptions options)
    {
        foreach (var contender in contenders)
        {
            await contender.VerifyAsync();
            await contender.WarmUpAsync(load);
        }

        // Bounded, so that a machine that is never quiet still gives an answer, with a note of what it is worth.
        var repetitions = options.Rounds * contenders.Count;
        for (var round = 0; round < options.Rounds; round++)
        {
            // Each round begins with another variant, so that none always runs behind the same one.
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var contender = contenders[(round + turn) % contenders.Count];
                while (!await contender.MeasureAsync(load, mustBeQuiet: repetitions > 0))
                {
                    repetitions--;
                }
            }
        }
    }
}
