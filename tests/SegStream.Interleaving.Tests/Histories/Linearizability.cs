namespace SegStream.Histories;

/// <summary>
/// Searches for an order of the calls of a history, within the times at which they ran, in which a sequential model gives the same answers (Wing and Gong 1993), remembering which sets of calls led
/// to which states so that none is searched twice (Lowe 2017).
/// </summary>
internal static class Linearizability
{
    /// <summary>Throws with the history when there is no such order.</summary>
    public static void Check<TState>(ISequentialModel<TState> model, IReadOnlyList<Operation> history)
        where TState : notnull
    {
        Assert.InRange(history.Count, 0, 64);
        Operation[] calls = [.. history.OrderBy(call => call.Called)];
        if (!Search(model, calls, new HashSet<(ulong, TState)>(), 0, model.Initial))
        {
            throw new InvalidOperationException("There is no order of these calls that explains their answers:\n" + string.Join('\n', calls.Select(call => "  " + call)));
        }
    }

    private static bool Search<TState>(ISequentialModel<TState> model, Operation[] calls, HashSet<(ulong, TState)> seen, ulong done, TState state)
        where TState : notnull
    {
        if (!seen.Add((done, state)))
        {
            return false;
        }

        // A call can be the next to take effect if it began before every other one that is left had ended.
        long firstReturn = long.MaxValue;
        long lastCall = 0;
        for (int i = 0; i < calls.Length; i++)
        {
            if ((done & (1UL << i)) == 0)
            {
                firstReturn = Math.Min(firstReturn, calls[i].Returned);
            }
            else
            {
                lastCall = Math.Max(lastCall, calls[i].Called);
            }
        }

        bool isComplete = true;
        for (int i = 0; i < calls.Length; i++)
        {
            if ((done & (1UL << i)) != 0)
            {
                continue;
            }
            isComplete = false;
            long now = Math.Max(lastCall, calls[i].Called);
            if (calls[i].Called <= firstReturn
                && model.TryApply(state, calls[i], item => IsHidden(calls, item, now), out TState after)
                && Search(model, calls, seen, done | (1UL << i), after))
            {
                return true;
            }
        }
        return isComplete;
    }

    private static bool IsHidden(Operation[] calls, int item, long now) => calls.First(call => call.Verb == Verb.Send && call.Argument == item).Seen >= now;
}
