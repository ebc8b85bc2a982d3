using System.Collections.Concurrent;
using SegStream.Soak.Plans;

namespace SegStream.Soak.Books;

/// <summary>The streams of one round.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, StreamRecord> _records = new();
    private long _broadcast;
    private int _serving;

    public ICollection<StreamRecord> Records => _records.Values;

    /// <summary>Requests that are being served.</summary>
    public int Serving => Volatile.Read(ref _serving);

    /// <summary>Events that members of rooms took.</summary>
    public long Broadcast => Interlocked.Read(ref _broadcast);

    public StreamRecord Announce(StreamPlan plan)
    {
        var record = new StreamRecord(plan);
        _records[plan.Id] = record;
        return record;
    }

    public bool TryFind(string? id, out StreamRecord? record)
    {
        record = null;
        return id is not null && _records.TryGetValue(id, out record);
    }

    public void CountBroadcast(long accepted) => Interlocked.Add(ref _broadcast, accepted);

    public void BeginServing() => Interlocked.Increment(ref _serving);

    public void EndServing() => Interlocked.Decrement(ref _serving);

    /// <summary>Forgets the round. What is asked for afterwards is not found.</summary>
    public void Clear()
    {
        _records.Clear();
        Interlocked.Exchange(ref _broadcast, 0);
    }
}
