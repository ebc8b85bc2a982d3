using SegStream.Delivery;

namespace SegStream.Broadcasting;

/// <summary>Stands in for a stream: its pump is a thread of the run that waits for its signal.</summary>
internal sealed class StreamFeed
{
    public PumpSignal Signal { get; } = new(resumeInline: true);

    public int Wakes { get; private set; }

    public void RunHere()
    {
        Wakes++;
        Signal.Set(resumeInline: true);
    }
}
