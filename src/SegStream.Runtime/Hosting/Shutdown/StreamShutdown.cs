using Microsoft.Extensions.Hosting;
using SegStream.Delivery;

namespace SegStream.Hosting;

/// <summary>The host's way to its end, as streams see it: it begins to stop, and later its grace time is nearly over. Who was told to stop and has not ended some time later is cut off.</summary>
/// <remarks>
/// A host that waits without end lets producers go on for as long as their policy says, but it waits for no client: one that takes nothing for the drain time is cut off, again and again, because there is no end of
/// the grace time that would do it.
/// </remarks>
internal sealed class StreamShutdown : IDisposable
{
    private readonly CancellationTokenSource _graceOver = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly LiveStreams _live;
    private readonly ITimer _timer;
    private readonly TimeSpan _grace;
    private readonly TimeSpan _drain;
    private Stage _next = Stage.CutDrained;

    /// <param name="stopping">Cancelled when the host begins to stop.</param>
    /// <param name="live">The streams to end.</param>
    /// <param name="shutdownTimeout">The host's grace time.</param>
    /// <param name="drainTime">How much of it is kept for the streams that were let go on.</param>
    /// <param name="time">The clock.</param>
    public StreamShutdown(CancellationToken stopping, LiveStreams live, TimeSpan shutdownTimeout, TimeSpan drainTime, TimeProvider time)
    {
        Stopping = stopping;
        _live = live;
        _grace = GraceOf(shutdownTimeout, drainTime);
        _drain = DrainOf(shutdownTimeout, drainTime);
        _timer = time.CreateTimer(static shutdown => ((StreamShutdown)shutdown!).GoOn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = stopping.Register(Begin);
    }

    private enum Stage
    {
        CutDrained,
        CutStalled,
        EndGrace,
        CutRest,
    }

    /// <summary>Whether a host with this grace time waits for as long as its streams take.</summary>
    public static bool IsEndless(TimeSpan shutdownTimeout) => shutdownTimeout == Timeout.InfiniteTimeSpan;

    /// <summary>Cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Whether the host has begun to stop.</summary>
    public bool HasBegun => Stopping.IsCancellationRequested;

    /// <summary>Connections whose streams have ended since.</summary>
    public ClosingConnections Closing { get; } = new();

    /// <summary>When whoever was let go on by a policy has to end.</summary>
    public CancellationToken Deadline(ShutdownPolicy policy) => policy == ShutdownPolicy.Drain ? Stopping : _graceOver.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _timer.Dispose();
    }

    /// <summary>How long streams may go on. A host that waits without end lets them.</summary>
    internal static TimeSpan GraceOf(TimeSpan shutdownTimeout, TimeSpan drainTime) =>
        IsEndless(shutdownTimeout) ? Timeout.InfiniteTimeSpan : shutdownTimeout - DrainOf(shutdownTimeout, drainTime);

    /// <summary>How long clients may take to get what is queued for them.</summary>
    private static TimeSpan DrainOf(TimeSpan shutdownTimeout, TimeSpan drainTime) =>
        IsEndless(shutdownTimeout) || drainTime < shutdownTimeout / 2 ? drainTime : shutdownTimeout / 2;

    private void Begin()
    {
        _live.BeginShutdown();
        WaitFor(_drain);
    }

    /// <summary>One timer, one stage after the other, so never two at a time.</summary>
    private void GoOn()
    {
        switch (_next)
        {
            case Stage.CutDrained:
                _live.CutOff(drainedOnly: true);
                Closing.Break(sharedToo: false);
                if (IsEndless(_grace))
                {
                    _next = Stage.CutStalled;
                    WaitFor(_drain);
                    break;
                }

                // The drain time is at most half of all, so it is never longer than the grace time.
                _next = Stage.EndGrace;
                WaitFor(_grace - _drain);
                break;
            case Stage.CutStalled:
                _live.CutOff(drainedOnly: true);
                _live.CutOffStalled(_drain);

                // Connections that are shared may carry streams that go on.
                Closing.BreakOld(sharedToo: _live.Count == 0);
                WaitFor(_drain);
                break;
            case Stage.EndGrace:
                _live.EndGrace();
                _graceOver.Cancel();
                _next = Stage.CutRest;

                // The other half is the host's, to see that all is over.
                WaitFor(_drain / 2);
                break;
            default:
                _live.CutOff(drainedOnly: false);
                Closing.Break(sharedToo: true);
                break;
        }
    }

    private void WaitFor(TimeSpan duration) => _timer.Change(duration, Timeout.InfiniteTimeSpan);
}
