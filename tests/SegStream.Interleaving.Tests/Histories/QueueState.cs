namespace SegStream.Histories;

/// <summary>The state of the models: what is queued, oldest first, and whether more is taken. Items are small numbers, so that a string compares them.</summary>
internal readonly record struct QueueState(string Items, bool IsClosed)
{
    public static readonly QueueState Empty = new("", false);

    public int Count => Items.Length;

    public int First => Items[0];

    public bool StartsWith(int[] items) => Items.StartsWith(string.Concat(items.Select(item => (char)item)), StringComparison.Ordinal);

    public QueueState With(int item) => this with { Items = Items + (char)item };

    public QueueState Without(int count) => this with { Items = Items[count..] };

    public QueueState Closed() => this with { IsClosed = true };
}
