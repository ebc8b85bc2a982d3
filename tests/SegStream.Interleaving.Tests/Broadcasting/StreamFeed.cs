using SegStream.Delivery;

namespace SegStream.Broadcasting;

/// <summary>Stands in for a stream: its pump is a thread of the run that waits for its signal.</summary>
internal sealed class StreamFeed
{
    public PumpSignal Signal { get; } = new SignalAlone();

    public int Wakes { get; private set; }

    public void RunHere()
    {
        Wakes++;
        Signal.Set(resumeInline: true);
    }

    /// <summary>The signal without the rest of a pump.</summary>
    private sealed class SignalAlone() : PumpSignal(resumeInline: true)
    {
        public override long OnDue(long tick) => 0;
    }
}
