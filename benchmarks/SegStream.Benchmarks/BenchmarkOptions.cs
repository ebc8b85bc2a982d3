using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SegStream.Benchmarks;

/// <summary>What the command line of a benchmark says.</summary>
internal sealed class BenchmarkOptions
{
    /// <summary>Times that every variant runs, interleaved with the others.</summary>
    public int Rounds { get; private set; } = 9;

    /// <summary>About how long one variant runs in one round.</summary>
    public TimeSpan RoundTime { get; private set; } = TimeSpan.FromSeconds(0.35);

    /// <summary>How long a variant runs before it is measured, so that the JIT has done its work.</summary>
    public TimeSpan WarmUp { get; private set; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Whether variants that serve orientation only are run too.</summary>
    public bool Full { get; private set; }

    /// <summary>Connections that read streams at the same time.</summary>
    public int Connections { get; private set; } = 1;

    /// <summary>Events of one stream; null for one stream that fills a round.</summary>
    public int? EventsPerStream { get; private set; }

    /// <summary>The file that takes the result as JSON, or null.</summary>
    public string? JsonFile { get; private set; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out BenchmarkOptions? options)
    {
        options = null;
        var parsed = new BenchmarkOptions();
        int? numberOfRounds = null;
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--quick":
                    break;
                case "--full":
                    parsed.Full = true;
                    parsed.Rounds = 15;
                    parsed.RoundTime = TimeSpan.FromSeconds(1);
                    parsed.WarmUp = TimeSpan.FromSeconds(3);
                    break;
                case "--rounds" when TryNumber(args, ref index, out var rounds):
                    numberOfRounds = rounds;
                    break;
                case "--connections" when TryNumber(args, ref index, out var connections):
                    parsed.Connections = connections;
                    break;
                case "--events" when TryNumber(args, ref index, out var events):
                    parsed.EventsPerStream = events;
                    break;
                case "--json" when index + 1 < args.Length:
                    parsed.JsonFile = args[++index];
                    break;
                default:
                    return false;
            }
        }

        parsed.Rounds = numberOfRounds ?? parsed.Rounds;
        options = parsed;
        return true;
    }

    public static int PrintUsage()
    {
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project benchmarks/SegStream.Benchmarks -- <benchmark> [--quick | --full] [--rounds <n>] [--json <file>]

              sse     one SSE stream through Kestrel: SegStream beside TypedResults.ServerSentEvents and hand-written loops
              latency one SSE stream at 10,000 events per second: time to the client and cost on the server
              queue   the queue of a stream beside ConcurrentQueue<T> and Channel<T>
              broadcast  events for 1,000 SSE streams at once: SegStream beside a channel per client
              modes   NDJSON, text lines and 64-byte blocks beside what ASP.NET Core writes
              idle    what a quiet stream keeps on the heap
              heartbeat  the cost of heartbeats on thousands of quiet streams
              formatter  the frame of one event: generated writer beside System.Text.Json
              generator  what the source generator costs whoever types, beside the SDK's own generators
              frames  frames by way of an array, in the response's memory or straight into it; what compression costs

              --quick   9 short rounds, under a minute (the default)
              --full    15 rounds of a second, and variants that serve orientation only
              --rounds  another number of rounds
              --json    also write every sample to a file

              --connections <n>   sse: streams that are read at the same time, instead of one; broadcast: clients, instead of 1,000
              --events <n>        sse: short streams of so many events one after the other, instead of one that fills the round

            The exit code is 1 when a gate is missed, 2 when the arguments are wrong.
            """);
        return 2;
    }

    private static bool TryNumber(string[] args, ref int index, out int number)
    {
        number = 0;
        if (index + 1 >= args.Length || !int.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out number) || number == 0)
        {
            return false;
        }

        index++;
        return true;
    }
}
