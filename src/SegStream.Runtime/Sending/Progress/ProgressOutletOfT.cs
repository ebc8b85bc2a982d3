namespace SegStream.Sending;

/// <inheritdoc/>
internal sealed class ProgressOutlet<T>(StreamSender<T> sender, Func<ProgressReport, T> toEvent) : ProgressOutlet
{
    public override bool IsOver => !sender.IsConnected;

    public override bool TrySend(in ProgressReport report, bool isLast)
    {
        // Nothing is made for a stream that is over.
        if (IsOver)
        {
            return false;
        }

        var value = toEvent(report);
        return isLast ? sender.SendAnyway(value) : sender.TrySend(value) == SendResult.Accepted;
    }
}
