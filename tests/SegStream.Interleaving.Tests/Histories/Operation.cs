namespace SegStream.Histories;

/// <summary>What was asked of an object.</summary>
internal enum Verb
{
    Send,
    Take,
    TakeMany,
    Close,
    IsCompleted,
}

/// <summary>One call in a history: what was asked and answered, and between which points of time.</summary>
/// <param name="Thread">Who called.</param>
/// <param name="Verb">What was asked.</param>
/// <param name="Argument">The item of a send, the size of a batch.</param>
/// <param name="Answer">A truth value, or what a send was told.</param>
/// <param name="Items">What was taken.</param>
/// <param name="Called">When the call began.</param>
/// <param name="Returned">When it ended.</param>
internal sealed record Operation(int Thread, Verb Verb, int Argument, string Answer, int[] Items, long Called, long Returned)
{
    /// <summary>When others saw everything that the call had stored: with a store buffer, after it has returned.</summary>
    public long Seen { get; set; } = long.MaxValue;

    public override string ToString() => $"{Called,5}-{Returned,-5} thread {Thread}: {Verb}({Argument}) = {Answer}{(Items.Length > 0 ? " [" + string.Join(", ", Items) + "]" : "")}, seen at {Seen}";
}
