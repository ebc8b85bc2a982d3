using System.Diagnostics;

namespace SegStream.Soak.Clients;

/// <summary>Lets clients wait between two visits, for as long as it takes to leave the rest of the processors to others.</summary>
internal sealed class Pace(int percent)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long _looked = Stopwatch.GetTimestamp();
    private TimeSpan _used = Environment.CpuUsage.TotalTime;
    private TimeSpan _pause;

    /// <summary>Waits as long as it has to be now, give or take.</summary>
    public Task BreatheAsync(Random random)
    {
        var pause = Look();
        return pause == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(pause * (random.NextDouble() * 2));
    }

    private TimeSpan Look()
    {
        if (percent == 100)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            var passed = Stopwatch.GetElapsedTime(_looked);
            if (passed >= Step)
            {
                var used = Environment.CpuUsage.TotalTime;
                var share = 100 * ((used - _used) / passed / Environment.ProcessorCount);
                (_looked, _used) = (Stopwatch.GetTimestamp(), used);

                // A little at a time: what a pause does shows only when the visits that have begun are over.
                _pause = share > percent ? (_pause * 1.3) + TimeSpan.FromMilliseconds(5) : _pause * 0.85;
                _pause = _pause < Longest ? _pause : Longest;
            }

            return _pause;
        }
    }
}
