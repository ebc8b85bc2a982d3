using System.Runtime;

namespace SegStream.Scheduling;

/// <summary>Keeps the garbage collector from moving anything while runs hold addresses of delayed stores.</summary>
internal sealed class StillMemory : IDisposable
{
    private const long Budget = 128 << 20;

    private long _usedBefore;
    private bool _isStill;

    /// <summary>Between two runs: lets the collector work when much of the budget is used.</summary>
    public void Renew()
    {
        long used = GC.GetTotalAllocatedBytes();
        if (_isStill && used - _usedBefore < Budget / 2)
        {
            return;
        }
        Dispose();
        _isStill = GC.TryStartNoGCRegion(Budget);
        _usedBefore = used;
    }

    public void Dispose()
    {
        if (_isStill && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
        _isStill = false;
    }
}
