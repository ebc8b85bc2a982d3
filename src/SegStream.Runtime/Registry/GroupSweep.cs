using SegStream.Broadcasting;
using SegStream.Delivery;

namespace SegStream.Registry;

/// <summary>Looks after the groups that hold memory, about once a second, so that a group that has become quiet gives it back.</summary>
internal sealed class GroupSweep : TimerWheelEntry, IGroupSweeper, IDisposable
{
    private static readonly long Interval = TimerWheel.TicksOf(TimeSpan.FromSeconds(1));

    private readonly Lock _lock = new();
    private readonly TimerWheel _wheel;
    private List<BroadcastGroup> _watched = [];
    private bool _scheduled;

    /// <param name="time">The clock. The wheel is the registry's own, because a host counts the entries of the other one as its streams'.</param>
    public GroupSweep(TimeProvider time) => _wheel = new TimerWheel(time);

    /// <inheritdoc />
    public void Watch(BroadcastGroup group)
    {
        lock (_lock)
        {
            _watched.Add(group);
            if (!_scheduled)
            {
                _scheduled = true;
                _wheel.Add(this, _wheel.CurrentTick + Interval);
            }
        }
    }

    /// <inheritdoc />
    public override long OnDue(long tick)
    {
        // Many groups with many members are more than a timer's thread should be kept for. The next time is set when they are done.
        ThreadPool.UnsafeQueueUserWorkItem(static sweep => sweep.Sweep(), this, preferLocal: false);
        return 0;
    }

    public void Dispose() => _wheel.Dispose();

    private void Sweep()
    {
        List<BroadcastGroup> groups;
        lock (_lock)
        {
            // Taken out before they are asked: a group that says that it is empty asks to be watched again as soon as it is not.
            groups = _watched;
            _watched = [];
        }

        groups.RemoveAll(static group => !group.Sweep());
        lock (_lock)
        {
            _watched.AddRange(groups);
            _scheduled = _watched.Count > 0;
            if (_scheduled)
            {
                _wheel.Add(this, _wheel.CurrentTick + Interval);
            }
        }
    }
}
