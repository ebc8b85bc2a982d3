using Microsoft.Extensions.Hosting;
using SegStream.Delivery;

namespace SegStream.Hosting;

/// <summary>The host's way to its end, as streams see it: it begins to stop, and later its grace time is nearly over.</summary>
internal sealed class StreamShutdown : IDisposable
{
    private readonly CancellationTokenSource _graceOver = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly LiveStreams _live;
    private readonly TimeProvider _time;
    private readonly TimeSpan _grace;
    private ITimer? _timer;

    /// <param name="stopping">Cancelled when the host begins to stop.</param>
    /// <param name="live">The streams to end.</param>
    /// <param name="shutdownTimeout">The host's grace time.</param>
    /// <param name="drainTime">How much of it is kept for the streams that were let go on.</param>
    /// <param name="time">The clock.</param>
    public StreamShutdown(CancellationToken stopping, LiveStreams live, TimeSpan shutdownTimeout, TimeSpan drainTime, TimeProvider time)
    {
        Stopping = stopping;
        _live = live;
        _time = time;
        _grace = GraceOf(shutdownTimeout, drainTime);
        _registration = stopping.Register(Begin);
    }

    /// <summary>Cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Whether the host has begun to stop.</summary>
    public bool HasBegun => Stopping.IsCancellationRequested;

    /// <summary>When whoever was let go on by a policy has to end.</summary>
    public CancellationToken Deadline(ShutdownPolicy policy) => policy == ShutdownPolicy.Drain ? Stopping : _graceOver.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
    }

    /// <summary>How long streams may go on. A host that waits without end lets them.</summary>
    internal static TimeSpan GraceOf(TimeSpan shutdownTimeout, TimeSpan drainTime) =>
        shutdownTimeout == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : shutdownTimeout - (drainTime < shutdownTimeout / 2 ? drainTime : shutdownTimeout / 2);

    private void Begin()
    {
        _live.BeginShutdown();
        _timer = _time.CreateTimer(static shutdown => ((StreamShutdown)shutdown!).End(), this, _grace, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        _live.EndGrace();
        _graceOver.Cancel();
    }
}
