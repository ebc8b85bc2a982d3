using System.Diagnostics;

namespace SegStream.Benchmarks.Queues;

/// <summary>
/// Threads that are kept between runs. They meet, spinning, before they begin, and each notes when it ran: waking a thread takes longer than a short run, so threads that are only woken together
/// mostly run one after the other.
/// </summary>
internal sealed class SenderThreads : IDisposable
{
    private readonly Barrier _start;
    private readonly Barrier _end;
    private readonly long[] _began;
    private readonly long[] _ended;
    private volatile Action? _work;
    private volatile bool _receives;
    private int _missing;

    public SenderThreads(int count)
    {
        Count = count;
        _start = new Barrier(count + 1);
        _end = new Barrier(count + 1);
        _began = new long[count + 1];
        _ended = new long[count + 1];
        for (var index = 0; index < count; index++)
        {
            var number = index;
            new Thread(() => WorkUntilDisposed(number)) { IsBackground = true }.Start();
        }
    }

    public int Count { get; }

    /// <summary>Runs <paramref name="send"/> on every thread and <paramref name="receive"/>, where there is one, on the caller's.</summary>
    public Timing Run(Action send, Action? receive = null)
    {
        _work = send;
        _receives = receive is not null;
        _missing = _receives ? Count + 1 : Count;
        _start.SignalAndWait();
        if (receive is not null)
        {
            RunTimed(receive, Count);
        }

        _end.SignalAndWait();
        var threads = _receives ? Count + 1 : Count;
        return new Timing(
            Stopwatch.GetElapsedTime(_began[..threads].Min(), _ended[..threads].Max()).TotalSeconds,
            Stopwatch.GetElapsedTime(_began[..threads].Max(), _ended[..threads].Min()).TotalSeconds);
    }

    public void Dispose()
    {
        _work = null;
        _start.SignalAndWait();
    }

    private void WorkUntilDisposed(int number)
    {
        Core.Take(number);
        while (true)
        {
            _start.SignalAndWait();
            if (_work is not { } work)
            {
                return;
            }

            RunTimed(work, number);
            _end.SignalAndWait();
        }
    }

    private void RunTimed(Action work, int number)
    {
        Interlocked.Decrement(ref _missing);
        var tries = 0;
        while (Volatile.Read(ref _missing) > 0)
        {
            // Where there are more threads than cores, or something else runs, whoever is missing needs this core.
            if (++tries % 1000 == 0)
            {
                Thread.Yield();
            }

            Thread.SpinWait(1);
        }

        _began[number] = Stopwatch.GetTimestamp();
        work();
        _ended[number] = Stopwatch.GetTimestamp();
    }
}
