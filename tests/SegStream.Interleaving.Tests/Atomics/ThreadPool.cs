namespace SegStream;

/// <summary>Stands in for <see cref="System.Threading.ThreadPool"/> in the linked rooms: work waits until a thread of the run takes it.</summary>
internal static class ThreadPool
{
    private static readonly Queue<IThreadPoolWorkItem> Work = [];

    public static bool HasWork => Work.Count > 0;

    public static void UnsafeQueueUserWorkItem(IThreadPoolWorkItem work, bool preferLocal) => Work.Enqueue(work);

    public static void UnsafeQueueUserWorkItem(Action<object?> work, object? state, bool preferLocal) => Work.Enqueue(new Call(work, state));

    public static bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IThreadPoolWorkItem? work) => Work.TryDequeue(out work);

    /// <summary>Before a run: forgets what the last one has left.</summary>
    public static void Clear() => Work.Clear();

    private sealed class Call(Action<object?> work, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => work(state);
    }
}
