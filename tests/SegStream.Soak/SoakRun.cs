using System.Diagnostics;
using System.Globalization;
using SegStream.Soak.Books;
using SegStream.Soak.Clients;
using SegStream.Soak.Plans;
using SegStream.Soak.Serving;

namespace SegStream.Soak;

/// <summary>A whole run: round after round against the same two hosts, one of which has the transport that goes on inline.</summary>
internal static class SoakRun
{
    public static async Task<SoakReport> RunAsync(SoakOptions options, TextWriter output)
    {
        var report = new SoakReport
        {
            Seed = options.Seed,
            Clients = options.Clients,
            Again = string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project tests/SegStream.Soak -- --seed {options.Seed} --clients {options.Clients} --load {options.Load} --minutes {options.Duration.TotalMinutes:0.##}"),
        };
        await output.WriteLineAsync($"Seed {options.Seed}, {options.Clients} clients, {options.Duration.TotalMinutes:0.##} minutes in rounds of {options.Round.TotalSeconds:0.#} s, {Environment.ProcessorCount} processors.");

        TaskScheduler.UnobservedTaskException += Unobserved;
        try
        {
            await RunAsync(options, report, output);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Unobserved;
        }

        // Without the last round, which has stopped the hosts.
        foreach (var finding in Flatness.Compare([.. report.Rounds.SkipLast(1).Select(static round => round.Left)]))
        {
            report.Find(finding);
        }

        await SumUpAsync(report, output);
        return report;

        void Unobserved(object? sender, UnobservedTaskExceptionEventArgs unobserved) => report.Find($"Unobserved: {unobserved.Exception}");
    }

    private static async Task RunAsync(SoakOptions options, SoakReport report, TextWriter output)
    {
        using var log = new ServerLog();
        using var certificate = Certificates.SelfSigned();
        using var hiccups = new Hiccups(SoakHost.WriteTimeout / 40);
        using var meter = new StreamMeter();

        // Low enough to refuse a few of the clients that come to one of the two hosts.
        var maxStreams = Math.Max(4, options.Clients * 5 / 8);
        await using var plain = await SoakHost.StartAsync(log, certificate, inline: false, maxStreams);
        await using var inline = await SoakHost.StartAsync(log, certificate, inline: true, maxStreams);
        var pace = new Pace(options.Load);
        Planner[] planners = [.. Enumerable.Range(0, options.Clients).Select(client => new Planner(options.Seed, client))];
        await WriteHeadAsync(output);
        var started = Stopwatch.GetTimestamp();
        var (told, written) = (started, 0);
        var running = TimeSpan.Zero;
        while (running < options.Duration)
        {
            var duration = TimeSpan.FromTicks(Math.Min(options.Round.Ticks, (options.Duration - running).Ticks));
            running += duration;
            await EnterAsync(Round().RunAsync(report.Rounds.Count + 1, duration));
        }

        await EnterAsync(Round().StopAsync(report.Rounds.Count + 1), isLast: true);

        report.LongestHiccupSeconds = hiccups.Longest.TotalSeconds;

        SoakRound Round() => new(report, [plain, inline], planners, hiccups, meter, log, pace);

        async Task EnterAsync(Task<RoundResult> running, bool isLast = false)
        {
            var round = await running;
            report.Rounds.Add(round);
            hiccups.Clear();
            if (isLast || Stopwatch.GetElapsedTime(told) >= options.Progress)
            {
                await WriteRowAsync(output, [.. report.Rounds.Skip(written)], Stopwatch.GetElapsedTime(started));
                (written, told) = (report.Rounds.Count, Stopwatch.GetTimestamp());
            }
        }
    }

    private static Task WriteHeadAsync(TextWriter output) =>
        output.WriteLineAsync("round   time  streams  complete  aborted     slow    other        sent     dropped   heap MB  pinned MB  pinned  threads  files  findings");

    /// <summary>Writes a line for some rounds: their sums, and what was left after the last.</summary>
    private static Task WriteRowAsync(TextWriter output, RoundResult[] rounds, TimeSpan time)
    {
        var round = rounds[^1];
        var streams = rounds.Sum(static round => round.Streams);
        var (complete, aborted, slow) = (Of(CompletionReason.Completed), Of(CompletionReason.ClientAborted), Of(CompletionReason.SlowConsumer));
        var left = round.Left;
        return output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{round.Number,5} {time.TotalSeconds,5:0}s {streams,8} {complete,9} {aborted,8} {slow,8} {streams - complete - aborted - slow,8} {rounds.Sum(static round => round.Sent),11:N0} {rounds.Sum(static round => round.Dropped),11:N0} {left.HeapBytes / 1e6,9:0.00} {left.PinnedBytes / 1e6,10:0.00} {left.PinnedObjects,7} {left.Threads,8} {left.Files,6} {rounds.Sum(static round => round.Findings),9}"));

        int Of(CompletionReason reason) => rounds.Sum(round => round.Reasons.GetValueOrDefault(reason.ToString()));
    }

    private static async Task SumUpAsync(SoakReport report, TextWriter output)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Rounds.Sum(static round => round.Streams):N0} streams, {report.Rounds.Sum(static round => round.Sent):N0} events sent, {report.Rounds.Sum(static round => round.Dropped):N0} dropped."));
        foreach (var reason in Enum.GetNames<CompletionReason>())
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {reason,-14} {report.Rounds.Sum(round => round.Reasons.GetValueOrDefault(reason)),9:N0}"));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The machine stood still for up to {report.LongestHiccupSeconds:0.00} s; {report.Excused} streams that were called slow are excused by that."));
        foreach (var finding in report.Findings)
        {
            await output.WriteLineAsync($"FOUND {finding}");
        }

        await output.WriteLineAsync(report.NumberOfFindings == 0
            ? "Everything held."
            : $"{report.NumberOfFindings} findings. The same plans again: {report.Again}");
    }
}
