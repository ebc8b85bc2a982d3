using System.Diagnostics;
using System.Globalization;
using SegStream.Benchmarks.Holding;
using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Heartbeats;

/// <summary>Thousands of quiet streams with a heartbeat a second each: one timer wheel beside a timer for each connection.</summary>
internal static class HeartbeatBenchmark
{
    private const int Streams = 5_000;
    private const double CpuGate = 1.6;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        var streams = Math.Min(Streams, HoldProcess.MostConnections);
        var window = TimeSpan.FromSeconds(options.Full ? 5 : 2);
        Console.WriteLine($"Heartbeats, {streams} streams for each variant, one a second; {options.Rounds} windows of {window.TotalSeconds} s, in which both are at work");
        Console.WriteLine($"  {machine}");
        if (streams < Streams)
        {
            Console.WriteLine($"  fewer than {Streams} streams: a process may have no more files open");
        }

        Console.WriteLine();
        var contenders = new List<HeartbeatContender>();
        var foreign = new List<double>();
        try
        {
            foreach (var variant in HeartbeatVariant.All)
            {
                contenders.Add(await HeartbeatContender.StartAsync(variant));
            }

            // Side by side, so that the beats of both are spread over the second in the same way.
            await Task.WhenAll(contenders.Select(contender => contender.OpenAsync(streams)));
            await Task.Delay(Settling);
            for (var round = 0; round < options.Rounds; round++)
            {
                foreign.Add(await MeasureAsync(contenders, window, round));
            }
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }

        var gates = Report(contenders, foreign);
        var passed = Findings.Print(gates, []);
        await Findings.WriteAsync(options.JsonFile, new
        {
            Benchmark = "heartbeat",
            At = DateTimeOffset.UtcNow,
            Machine = machine,
            Streams = streams,
            Variants = contenders.Select(contender => new { contender.Variant.Name, contender.Variant.Description, contender.Rounds }),
            ForeignShares = foreign,
            Gates = gates,
        });
        return passed ? 0 : 1;
    }

    /// <returns>The part of the machine that others took.</returns>
    private static async Task<double> MeasureAsync(List<HeartbeatContender> contenders, TimeSpan window, int round)
    {
        var machineBefore = ProcessorTime.Now();
        var started = Stopwatch.GetTimestamp();
        var order = round % 2 == 0 ? contenders : contenders.AsEnumerable().Reverse().ToList();
        foreach (var contender in order)
        {
            await contender.BeginAsync();
        }

        await Task.Delay(window);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var contender in order)
        {
            await contender.EndAsync(seconds);
        }

        var all = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var own = contenders.Sum(contender => contender.Rounds[^1].ServerCpuSeconds + contender.Rounds[^1].ClientCpuSeconds);
        return Math.Max(0, ProcessorTime.Now().Busy - machineBefore.Busy - own) / (all * Environment.ProcessorCount);
    }

    private static IReadOnlyList<Gate> Report(List<HeartbeatContender> contenders, List<double> foreign)
    {
        var table = new TextTable("variant", "CPU us/heartbeat", "min", "max", "heartbeats/s");
        foreach (var contender in contenders)
        {
            var cpu = Spread.Of(contender.Rounds.Select(round => round.CpuMicrosecondsPerHeartbeat));
            table.Add(contender.Variant.Name, Digits(cpu.Median), Digits(cpu.Min), Digits(cpu.Max), Spread.Of(contender.Rounds.Select(round => round.HeartbeatsPerSecond)).Median.ToString("N0", CultureInfo.InvariantCulture));
        }

        table.Print();
        Findings.PrintForeignWork(foreign);
        var own = contenders.Single(contender => contender.Variant == HeartbeatVariant.SegStream);
        var peer = contenders.Single(contender => contender.Variant == HeartbeatVariant.PeriodicTimer);
        var ratio = Spread.Of(peer.Rounds.Zip(own.Rounds, static (theirs, ours) => theirs.CpuMicrosecondsPerHeartbeat / ours.CpuMicrosecondsPerHeartbeat));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  CPU per heartbeat, PeriodicTimer to SegStream: {ratio.Median:0.00}x (smallest {ratio.Min:0.00}x, largest {ratio.Max:0.00}x)"));
        return [new Gate("CPU per heartbeat, PeriodicTimer to SegStream", CpuGate, ratio.Median)];
    }

    private static string Digits(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
