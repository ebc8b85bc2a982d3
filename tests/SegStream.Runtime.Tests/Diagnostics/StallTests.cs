using System.Diagnostics;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Runtime.Tests.Broadcasting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>Where the end of a stall meets the write timeout.</summary>
public sealed class StallTests : IDisposable
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ObservedTime _time = new();
    private readonly TimerWheel _wheel;

    public StallTests()
    {
        _wheel = new TimerWheel(_time);
    }

    public void Dispose() => _wheel.Dispose();

    [Fact]
    public async Task A_write_that_is_over_is_not_too_slow_however_long_it_takes_to_write_its_stall_down()
    {
        using var activity = new Activity("stream") { IsAllDataRequested = true }.Start();
        var listener = new Listener(limits: PumpLimits.From(null, null, null, WriteTimeout), stalled: true).Start(_wheel);
        listener.Pump!.Activity = activity;
        await listener.HoldUpAsync();
        Assert.True(SpinWait.SpinUntil(() => ((IObservedStream)listener.Pump).WriteAge is not null, Patience), "The write does not wait.");
        _time.Manual.Advance(WriteTimeout / 4);

        // The first who asks for the time now is the pump, when its write has come to an end.
        _time.OnNextLook = () => _time.Manual.Advance(WriteTimeout);
        listener.Resume();
        Assert.True(SpinWait.SpinUntil(() => _time.OnNextLook is null, Patience), "Nobody has asked for the time.");
        var completion = await listener.EndAsync();

        Assert.Equal((CompletionReason.Completed, 1), (completion.Reason, completion.EventsSent));
        Assert.Equal((WriteTimeout / 4).TotalSeconds, Assert.Single(activity.Events).Tags.Single().Value);
    }

    /// <summary>Time that lets something happen when somebody looks at it, after what he sees.</summary>
    private sealed class ObservedTime : TimeProvider
    {
        private Action? _onNextLook;

        public ManualTime Manual { get; } = new();

        public Action? OnNextLook
        {
            get => Volatile.Read(ref _onNextLook);
            set => Volatile.Write(ref _onNextLook, value);
        }

        public override long TimestampFrequency => Manual.TimestampFrequency;

        public override long GetTimestamp()
        {
            var now = Manual.GetTimestamp();
            Interlocked.Exchange(ref _onNextLook, null)?.Invoke();
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Manual.CreateTimer(callback, state, dueTime, period);
    }
}
