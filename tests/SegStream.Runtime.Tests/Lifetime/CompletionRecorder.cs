using System.Collections.Concurrent;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>Keeps how streams have ended.</summary>
internal sealed class CompletionRecorder
{
    private readonly ConcurrentQueue<RecordedEnd> _ends = new();

    public int Count => _ends.Count;

    /// <summary>Records every stream of an application.</summary>
    public void Watch(SegStreamOptions options) => options.OnCompleted(context => _ends.Enqueue(new RecordedEnd(context.Completion)));

    public RecordedEnd Single() => Assert.Single(_ends);

    public async Task<IReadOnlyCollection<RecordedEnd>> AllAsync(int count, TimeSpan patience)
    {
        using var watchdog = new CancellationTokenSource(patience);
        while (Count < count)
        {
            Assert.False(watchdog.IsCancellationRequested, $"{Count} of {count} streams have ended.");
            await Task.Yield();
        }

        return [.. _ends];
    }
}
