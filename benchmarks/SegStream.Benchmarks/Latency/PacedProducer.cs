using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SegStream.Benchmarks.Latency;

/// <summary>Makes events at a steady rate on a thread of its own, like a device or a timer would. The same for every variant.</summary>
internal static partial class PacedProducer
{
    /// <summary>Runs until all events were made.</summary>
    /// <param name="count">The number of events.</param>
    /// <param name="perSecond">The rate.</param>
    /// <param name="send">Takes an event on the producer's thread.</param>
    public static Task RunAsync(int count, int perSecond, Action<Tick> send)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                Run(count, perSecond, send);
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }).Start();
        return done.Task;
    }

    private static void Run(int count, int perSecond, Action<Tick> send)
    {
        var interval = (double)Stopwatch.Frequency / perSecond;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = start + (long)(i * interval);
            for (var left = due - Stopwatch.GetTimestamp(); left > 0; left = due - Stopwatch.GetTimestamp())
            {
                // Thread.Sleep knows milliseconds only.
                _ = SleepMicroseconds((uint)Math.Max(1, left * 1_000_000 / Stopwatch.Frequency));
            }

            send(new Tick(Stopwatch.GetTimestamp()));
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int SleepMicroseconds(uint microseconds);
}
