using SegStream.Broadcasting;
using SegStream.Diagnostics;
using SegStream.Framing;

namespace SegStream.Delivery;

/// <summary>What the pumps of all streams of one endpoint and format have in common. Made once, so that an open stream keeps one reference to it.</summary>
internal sealed class PumpSetup<T>
{
    public PumpSetup(FrameFormatter<T> formatter, TimerWheel wheel, PumpLimits limits, LagLimits lag, Func<Exception, StreamFailure> describeFailure)
    {
        Formatter = formatter;
        Wheel = wheel;
        Limits = limits;
        Lag = lag with { Shares = lag.Shares && formatter.FramesAreIndependent };
        DescribeFailure = describeFailure;
        InlineInterval = wheel.TimestampsOf(InlineAllowance.Interval);
    }

    public FrameFormatter<T> Formatter { get; }

    public TimerWheel Wheel { get; }

    public PumpLimits Limits { get; }

    /// <summary>How far a stream may be behind the logs of its groups, and whether it can follow them at all.</summary>
    public LagLimits Lag { get; }

    /// <summary>What a client is told of a failure.</summary>
    public Func<Exception, StreamFailure> DescribeFailure { get; }

    /// <summary><see cref="InlineAllowance.Interval"/> on the wheel's clock.</summary>
    public long InlineInterval { get; }

    /// <summary>How long events may wait for one another; null when none does.</summary>
    public StreamPace? Pace { get; init; }

    /// <summary>What becomes of the streams when the host stops.</summary>
    public ShutdownPolicy OnShutdown { get; init; }

    /// <summary>Who is told of what a producer throws when its token is cancelled.</summary>
    public Action<Exception>? ProducerFailed { get; init; }

    /// <summary>Where flushes are recorded, if anywhere.</summary>
    public EndpointMetrics? Metrics { get; init; }
}
