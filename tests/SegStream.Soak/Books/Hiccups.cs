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
    private readonly List<(long From, long To)> _found = [];
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

    /// <summary>Whether there was one between two timestamps.</summary>
    public bool Any(long from, long to)
    {
        lock (_lock)
        {
            return _found.Exists(found => found.From <= to && found.To >= from);
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
                    _found.Add((from, Stopwatch.GetTimestamp()));
                }
            }
        }
    }
}
