namespace SegStream.Histories;

/// <summary>What the object would do if every call took effect at one point of time.</summary>
/// <typeparam name="TState">The object's state; equal states are the same state.</typeparam>
internal interface ISequentialModel<TState>
    where TState : notnull
{
    TState Initial { get; }

    /// <summary>Lets a call take effect.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="operation">The call and its answer.</param>
    /// <param name="isHidden">Whether the call that sent this item may still run, or its stores be unseen, when this one takes effect.</param>
    /// <param name="after">The state after it.</param>
    /// <returns>False when the answer is wrong in this state.</returns>
    bool TryApply(TState state, Operation operation, Func<int, bool> isHidden, out TState after);
}
