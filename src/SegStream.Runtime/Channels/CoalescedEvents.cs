namespace SegStream.Channels;

/// <summary>
/// Events in the order in which their keys first appeared, one for each key: a ring whose slots are replaced in place, and an index of it. For whoever has the
/// channel's reading turn. It grows with the keys that are queued and gives its memory back when it is trimmed.
/// </summary>
internal sealed class CoalescedEvents<T>(Func<T, EventKey> keys)
{
    private const int FirstSize = 16;

    private readonly Dictionary<EventKey, long> _positions = [];
    private Slot[] _slots = [];
    private long _head;
    private long _tail;

    /// <summary>Events that are held.</summary>
    public int Count => (int)(_tail - _head);

    /// <summary>Takes an event in: at the place of the one with the same key where there is one, else at the end.</summary>
    /// <returns>How many older events had to go for it: 0 or 1.</returns>
    public int Add(T item, int capacity)
    {
        EventKey key = KeyOf(item);
        if (!key.IsNone && _positions.TryGetValue(key, out long position))
        {
            At(position).Item = item;
            return 1;
        }

        int dropped = 0;
        while (Count >= capacity && TryTake(out _))
        {
            dropped++;
        }

        if (Count == _slots.Length)
        {
            Grow();
        }
        At(_tail) = new Slot { Item = item, Key = key };
        if (!key.IsNone)
        {
            _positions.Add(key, _tail);
        }
        _tail++;
        return dropped;
    }

    /// <summary>Takes the event out whose key came first.</summary>
    public bool TryTake(out T item)
    {
        if (_head == _tail)
        {
            item = default!;
            return false;
        }

        ref Slot slot = ref At(_head);
        item = slot.Item!;
        if (!slot.Key.IsNone)
        {
            _positions.Remove(slot.Key);
        }
        slot = default;
        _head++;
        return true;
    }

    /// <summary>Forgets all events.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        int count = Count;
        _head = _tail;
        _slots = [];
        _positions.Clear();
        _positions.TrimExcess();
        return count;
    }

    /// <summary>Gives memory back that a burst has left.</summary>
    public void Trim()
    {
        if (Count == 0)
        {
            Clear();
        }
    }

    private ref Slot At(long position) => ref _slots[position & (_slots.Length - 1)];

    private EventKey KeyOf(T item)
    {
        try
        {
            return keys(item);
        }
        catch (Exception)
        {
            // The key is the author's code, and whoever runs it here may have sent another event: the event is kept for itself.
            return default;
        }
    }

    private void Grow()
    {
        var grown = new Slot[Math.Max(FirstSize, _slots.Length * 2)];
        for (long position = _head; position < _tail; position++)
        {
            grown[position & (grown.Length - 1)] = At(position);
        }
        _slots = grown;
    }

    private struct Slot
    {
        public EventKey Key;
        public T? Item;
    }
}
