using System.Diagnostics;

namespace SegStream.Delivery;

/// <content>What most streams never have while they are open. One reference is kept for all of it.</content>
internal sealed partial class StreamPump<T>
{
    private PumpIncidents? _incidents;

    /// <summary>For the pump alone; others look at the field.</summary>
    private PumpIncidents Incidents
    {
        get
        {
            if (_incidents is null)
            {
                // Release: who sees the object sees that it is empty. Pairs with the reads of those who collect metrics.
                Volatile.Write(ref _incidents, new PumpIncidents());
            }

            return _incidents!;
        }
    }

    private sealed class PumpIncidents
    {
        public Exception? FormatFailure;
        public Exception? WriteFailure;
        public Activity? Activity;
        public BacklogSource<T>? Backlog;
        public StreamCompletion? Completion;
        public long Gaps;
        public long GapEvents;
        public long Discarded;
    }
}
