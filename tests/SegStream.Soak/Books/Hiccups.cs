using System.Diagnostics;

namespace SegStream.Soak.Books;

/// <summary>
/// Notes when the process did not get its processors: a thread that wants to wake every few milliseconds, and the thread pool's delay. Only such a note excuses a client
/// that read all the time and was called slow.
/// </summary>
internal sealed class Hiccups : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<(long At, TimeSpan Late)> _found = [];
    private readonly TimeSpan _least;
    private readonly Thread _thread;
    private volatile bool _stop;

    public Hiccups(TimeSpan least)
    {
        _least = least;
        _thread = new Thread(Watch) { IsBackground = true, Name = "Hiccups" };
        _thread.Start();
    }

    public TimeSpan Longest { get; private set; }

    /// <summary>How much of the time before a timestamp was lost: many short ones make a client as late as a long one.</summary>
    public TimeSpan Lost(long until, TimeSpan window)
    {
        var from = until - (long)(window.TotalSeconds * Stopwatch.Frequency);
        lock (_lock)
        {
            return _found.Where(found => found.At >= from && found.At <= until + Stopwatch.Frequency).Aggregate(TimeSpan.Zero, static (sum, found) => sum + found.Late);
        }
    }

    /// <summary>Forgets what is long ago.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _found.Clear();
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Watch()
    {
        using var reached = new ManualResetEventSlim();
        while (!_stop)
        {
            var from = Stopwatch.GetTimestamp();
            reached.Reset();
            ThreadPool.UnsafeQueueUserWorkItem(static reached => reached.Set(), reached, preferLocal: false);
            reached.Wait();
            Thread.Sleep(Step);
            var late = Stopwatch.GetElapsedTime(from) - Step;
            if (late > Longest)
            {
                Longest = late;
            }

            if (late >= _least)
            {
                lock (_lock)
                {
                    _found.Add((Stopwatch.GetTimestamp(), late));
                }
            }
        }
    }
}
