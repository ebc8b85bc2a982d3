using System.Collections.Concurrent;
using System.Diagnostics;
using SegStream.Scheduling;

namespace SegStream.Histories;

/// <summary>Collects the calls of a run.</summary>
/// <param name="clock">The time: of the schedule, or of the machine.</param>
internal sealed class History(Func<long> clock)
{
    private readonly ConcurrentQueue<Operation> _operations = new();

    public IReadOnlyList<Operation> Operations => [.. _operations];

    /// <summary>The time of the machine, for runs with real threads.</summary>
    public static History OfRealThreads() => new(Stopwatch.GetTimestamp);

    public bool Ask(int thread, Verb verb, Func<bool> call)
    {
        long called = clock();
        bool answer = call();
        Add(thread, verb, 0, answer.ToString(), [], called);
        return answer;
    }

    public TAnswer Send<TAnswer>(int thread, int item, Func<int, TAnswer> send)
        where TAnswer : notnull
    {
        long called = clock();
        TAnswer answer = send(item);
        Add(thread, Verb.Send, item, answer.ToString()!, [], called);
        return answer;
    }

    public int? Take(int thread, Func<int?> take)
    {
        long called = clock();
        int? item = take();
        Add(thread, Verb.Take, 0, item.HasValue.ToString(), item is { } taken ? [taken] : [], called);
        return item;
    }

    public int TakeMany(int thread, int size, Func<int[], int> take)
    {
        int[] batch = new int[size];
        long called = clock();
        int count = take(batch);
        Add(thread, Verb.TakeMany, size, count.ToString(System.Globalization.CultureInfo.InvariantCulture), batch[..count], called);
        return count;
    }

    private void Add(int thread, Verb verb, int argument, string answer, int[] items, long called)
    {
        var operation = new Operation(thread, verb, argument, answer, items, called, clock());
        _operations.Enqueue(operation);
        if (Participant.Current is { } participant)
        {
            participant.WhenStoresAreSeen(() => operation.Seen = clock());
        }
        else
        {
            operation.Seen = clock();
        }
    }
}
