namespace SegStream.Histories;

/// <summary>
/// An unbounded queue that can be closed. It may say "nothing there" in front of an item whose send has taken effect and is not yet done for others: a slot that is claimed and not yet published
/// hides what is behind it. That is the one liberty that it has.
/// </summary>
internal sealed class QueueModel : ISequentialModel<QueueState>
{
    public QueueState Initial => QueueState.Empty;

    public bool TryApply(QueueState state, Operation operation, Func<int, bool> isHidden, out QueueState after)
    {
        switch (operation.Verb)
        {
            case Verb.Send:
                after = operation.Answer == "True" ? state.With(operation.Argument) : state;
                return operation.Answer == "True" ? !state.IsClosed : state.IsClosed;
            case Verb.Close:
                after = state.Closed();
                return (operation.Answer == "True") != state.IsClosed;
            default:
                return TryRead(state, operation, isHidden, out after);
        }
    }

    /// <summary>The calls of the reader, which are those of every queue here.</summary>
    public static bool TryRead(QueueState state, Operation operation, Func<int, bool> isHidden, out QueueState after)
    {
        after = state;
        if (operation.Verb == Verb.IsCompleted)
        {
            return operation.Answer == "False" || (state.IsClosed && state.Count == 0);
        }
        if (!state.StartsWith(operation.Items))
        {
            return false;
        }

        after = state.Without(operation.Items.Length);
        int wanted = operation.Verb == Verb.Take ? 1 : operation.Argument;
        return operation.Items.Length == wanted || after.Count == 0 || isHidden(after.First);
    }
}
