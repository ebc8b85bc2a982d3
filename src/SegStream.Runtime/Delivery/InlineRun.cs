using System.Runtime.CompilerServices;

namespace SegStream.Delivery;

/// <summary>
/// Decides whether a sender that finds a pump parked runs the pump itself instead of handing it to the thread pool: an event that finds an idle stream
/// is then on its way without a switch of threads.
/// </summary>
/// <remarks>
/// It pays only while wake-ups are rare. When they come close together, the pool is already awake and the sender's time is better spent on the next event,
/// so a pump that has used up its <see cref="InlineAllowance"/> goes to the pool. Only one batch is formatted and flushed on the sender's thread, never
/// the end of a stream, and never inside of another pump: a formatter may call a converter of the application, and that may send.
/// The work item of a broadcast runs the pumps of its group by the same rules, one after another on a thread of the pool.
/// </remarks>
internal static class InlineRun
{
    [ThreadStatic]
    private static object? _running;

    /// <summary>Whether a pump may be run on this thread, as far as the thread is concerned.</summary>
    public static bool IsPossible => _running is null;

    /// <summary>Wakes a pump on this thread; returns when it waits again, or has left for the pool.</summary>
    public static void Wake(PumpSignal pump)
    {
        _running = pump;
        try
        {
            pump.Set(resumeInline: true);
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Whether a pump is being run on this thread by a sender.</summary>
    public static bool IsOnSendersThread(object pump) => ReferenceEquals(_running, pump);

    /// <summary>Goes on in the thread pool, whatever context the sender's thread has.</summary>
    public static PoolAwaitable LeaveAsync() => default;

    /// <summary>Awaited to continue in the thread pool.</summary>
    public readonly struct PoolAwaitable : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public PoolAwaitable GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static action => action(), continuation, preferLocal: false);
    }
}
