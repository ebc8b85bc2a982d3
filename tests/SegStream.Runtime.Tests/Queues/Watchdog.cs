namespace SegStream.Queues;

/// <summary>Runs the threads of a test and fails, rather than hang, when one of them does not come to its end.</summary>
internal static class Watchdog
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SEGSTREAM_LONG") == "1";

    /// <summary>Far beyond what any test needs on a busy machine: passing it means that a thread is stuck.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(Long ? 60 : 3);

    /// <summary>The number of repetitions: stress tests do many more when the environment variable SEGSTREAM_LONG is 1.</summary>
    public static int Scaled(int normal, int many) => Long ? many : normal;

    /// <summary>Runs each body on its own thread. The token is cancelled when another one failed, so that waiting bodies end as well.</summary>
    public static void Run(string context, params Action<CancellationToken>[] bodies)
    {
        using var stop = new CancellationTokenSource();
        CancellationToken token = stop.Token;
        Exception? failure = null;
        Thread[] threads = [.. bodies.Select(body => new Thread(() => Guard(body)) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());

        DateTime deadline = DateTime.UtcNow + Limit;
        int stuck = 0;
        foreach (Thread thread in threads)
        {
            TimeSpan left = deadline - DateTime.UtcNow;
            if (!thread.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                stuck++;
                stop.Cancel();
            }
        }

        if (failure is not null)
        {
            throw new InvalidOperationException($"A thread of the test failed ({context}): {failure.Message}", failure);
        }
        Assert.True(stuck == 0, $"{stuck} of {threads.Length} threads did not come to their end ({context}).");

        void Guard(Action<CancellationToken> body)
        {
            try
            {
                body(token);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
                stop.Cancel();
            }
        }
    }

    /// <summary>Waits for a condition that other threads bring about.</summary>
    public static void Until(Func<bool> condition, CancellationToken stop, string what)
    {
        DateTime deadline = DateTime.UtcNow + Limit;
        SpinWait spin = default;
        while (!condition())
        {
            stop.ThrowIfCancellationRequested();
            Assert.True(DateTime.UtcNow < deadline, $"Waited in vain: {what}.");
            spin.SpinOnce();
        }
    }

    /// <summary>Awaits a task that has to come to its end.</summary>
    public static Task<TResult> Within<TResult>(ValueTask<TResult> task) => task.AsTask().WaitAsync(Limit);

    /// <summary>Awaits a task that has to come to its end.</summary>
    public static Task Within(Task task) => task.WaitAsync(Limit);
}
