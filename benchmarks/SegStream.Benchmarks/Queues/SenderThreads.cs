using System.Diagnostics;

namespace SegStream.Benchmarks.Queues;

/// <summary>Threads that are kept between runs and let go together, so that starting them is not measured.</summary>
internal sealed class SenderThreads : IDisposable
{
    private readonly Barrier _start;
    private readonly Barrier _end;
    private volatile Action? _work;

    public SenderThreads(int count)
    {
        Count = count;
        _start = new Barrier(count + 1);
        _end = new Barrier(count + 1);
        for (var index = 0; index < count; index++)
        {
            new Thread(WorkUntilDisposed) { IsBackground = true }.Start();
        }
    }

    public int Count { get; }

    /// <summary>Runs <paramref name="send"/> on every thread and <paramref name="receive"/> on the caller's.</summary>
    /// <returns>Seconds until the last has ended.</returns>
    public double Run(Action send, Action? receive = null)
    {
        _work = send;
        _start.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        receive?.Invoke();
        _end.SignalAndWait();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _work = null;
        _start.SignalAndWait();
    }

    private void WorkUntilDisposed()
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_work is not { } work)
            {
                return;
            }

            work();
            _end.SignalAndWait();
        }
    }
}
