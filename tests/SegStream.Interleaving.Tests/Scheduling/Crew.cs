namespace SegStream.Scheduling;

/// <summary>Threads that are kept from run to run, because starting one costs as much as a whole run.</summary>
internal sealed class Crew : IDisposable
{
    /// <summary>Far beyond what a run needs on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<Member> _members = [];

    public void Start(int number, Action work)
    {
        while (_members.Count <= number)
        {
            _members.Add(new Member());
        }
        _members[number].Start(work);
    }

    public void Dispose() => _members.ForEach(member => member.Start(null));

    private sealed class Member
    {
        private readonly SemaphoreSlim _hasWork = new(0);
        private readonly System.Collections.Concurrent.ConcurrentQueue<Action?> _work = new();

        public Member() => new Thread(WorkUntilDismissed) { IsBackground = true }.Start();

        public void Start(Action? work)
        {
            _work.Enqueue(work);
            _hasWork.Release();
        }

        private void WorkUntilDismissed()
        {
            while (true)
            {
                _hasWork.Wait();
                if (!_work.TryDequeue(out Action? work) || work is null)
                {
                    return;
                }
                work();
            }
        }
    }
}
