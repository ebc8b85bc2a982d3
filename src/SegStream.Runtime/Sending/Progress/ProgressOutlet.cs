namespace SegStream.Sending;

/// <summary>Where progress goes.</summary>
internal abstract class ProgressOutlet
{
    /// <summary>Whether the stream is over.</summary>
    public abstract bool IsOver { get; }

    /// <summary>Sends a report as an event, without waiting.</summary>
    /// <param name="report">The report.</param>
    /// <param name="isLast">Whether it must not be left out for want of room.</param>
    /// <returns>Whether the stream took it.</returns>
    public abstract bool TrySend(in ProgressReport report, bool isLast);
}
