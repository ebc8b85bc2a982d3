namespace SegStream.Histories;

/// <summary>
/// A channel with a capacity whose policy is to wait. Beside that of <see cref="QueueModel"/> it has two liberties: the limit is checked before an event takes its place, so sends that run at the same time are not
/// counted against one another; and an event counts until its sender can see that it was taken. Where senders wait there is a third: who finds the queue low lets go on whoever waits
/// by the time that it has come to do so, so what was sent meanwhile is not counted either.
/// </summary>
internal sealed class ChannelModel(int capacity, IReadOnlyList<Operation> history, bool awaits = false) : ISequentialModel<QueueState>
{
    private const int Reader = 0;

    private readonly Dictionary<int, Operation> _sends = history.Where(call => call.Verb == Verb.Send).ToDictionary(call => call.Argument);

    public QueueState Initial => QueueState.Empty;

    public bool TryApply(QueueState state, Operation operation, Func<int, bool> isHidden, out QueueState after)
    {
        after = state;
        switch (operation.Verb)
        {
            case Verb.Send when operation.Answer is nameof(SendResult.Accepted):
                after = state.With(operation.Argument);
                return !state.IsClosed && state.Items.Count(item => _sends[item].Returned < DecidedFrom(operation)) < capacity;
            case Verb.Send when operation.Answer is nameof(SendResult.Full):
                return state.Count + history.Where(call => call.Called < operation.Returned && call.Seen >= operation.Called).Sum(call => call.Items.Length) >= capacity;
            case Verb.Send:
                return state.IsClosed;
            case Verb.Close:
                after = state.Closed();
                return (operation.Answer == "True") != state.IsClosed;
            default:
                return QueueModel.TryRead(state, operation, isHidden, out after);
        }
    }

    /// <summary>The first point of time at which somebody can have decided that this send may go on.</summary>
    private long DecidedFrom(Operation send) => awaits
        ? history.Where(call => call.Called < send.Returned && BusyUntil(call) > send.Called).Min(call => call.Called)
        : send.Called;

    /// <summary>The reader lets senders go on between its calls too, when it parks.</summary>
    private long BusyUntil(Operation call) => call.Thread != Reader
        ? call.Returned
        : history.Where(next => next.Thread == Reader && next.Called >= call.Returned).Select(next => next.Called).DefaultIfEmpty(long.MaxValue).Min();
}
