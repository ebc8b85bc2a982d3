using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>Waiting senders: when they wait, when they go on, and how they leave.</summary>
public sealed class StreamChannelGateTests
{
    private readonly StreamChannel<int> _channel = new(ChannelTestLimits.Ten);
    private readonly CountingWakeUp _wakeUp = new();
    private readonly StreamChannelReader<int> _reader;

    public StreamChannelGateTests()
    {
        _reader = _channel.TakeReader(_wakeUp);
    }

    [Fact]
    public async Task A_sender_waits_from_the_high_watermark_until_the_low_one()
    {
        for (int i = 0; i < 8; i++)
        {
            Assert.True(_channel.SendAsync(i, default).IsCompletedSuccessfully);
        }

        ValueTask<bool> waiting = _channel.SendAsync(8, default);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(8, _channel.Count);

        // Seven to four: still above the low watermark.
        Assert.Equal(4, _reader.Read(new int[4]));
        Assert.False(waiting.IsCompleted);

        Assert.True(_reader.TryRead(out _));
        Assert.True(await Watchdog.Within(waiting));
        Assert.Equal(4, _channel.Count);
        int[] rest = new int[10];
        Assert.Equal(4, _reader.Read(rest));
        Assert.Equal([5, 6, 7, 8], rest[..4]);
    }

    [Fact]
    public async Task Later_senders_queue_up_behind_those_who_wait()
    {
        Fill(8);
        ValueTask<bool>[] waiting = [_channel.SendAsync(8, default), _channel.SendAsync(9, default)];
        Assert.Equal(4, _reader.Read(new int[4]));

        // There is room, but the others were first.
        ValueTask<bool> late = _channel.SendAsync(10, default);
        Assert.False(late.IsCompleted);

        Assert.Equal(1, _reader.Read(new int[1]));
        Assert.True(await Watchdog.Within(waiting[0]));
        Assert.True(await Watchdog.Within(waiting[1]));
        Assert.True(await Watchdog.Within(late));
        int[] rest = new int[10];
        Assert.Equal(6, _reader.Read(rest));
        Assert.Equal([5, 6, 7, 8, 9, 10], rest[..6]);
    }

    [Fact]
    public void TrySend_goes_on_up_to_the_capacity_while_others_wait()
    {
        Fill(8);
        Assert.False(_channel.SendAsync(100, default).IsCompleted);
        Assert.Equal(SendResult.Accepted, _channel.TrySend(8));
        Assert.Equal(SendResult.Accepted, _channel.TrySend(9));
        Assert.Equal(SendResult.Full, _channel.TrySend(10));
    }

    [Fact]
    public async Task Waiting_for_room_follows_the_same_rule_and_sends_nothing()
    {
        Assert.True(_channel.WaitToSendAsync(default).IsCompletedSuccessfully);
        Fill(8);
        ValueTask<bool> waiting = _channel.WaitToSendAsync(default);
        Assert.False(waiting.IsCompleted);

        _reader.Read(new int[5]);
        Assert.True(await Watchdog.Within(waiting));
        Assert.Equal(3, _channel.Count);
    }

    [Fact]
    public async Task The_end_releases_everybody_with_false()
    {
        Fill(8);
        ValueTask<bool>[] waiting = [_channel.SendAsync(8, default), _channel.WaitToSendAsync(default), _channel.SendAsync(9, default)];
        _channel.TryEnd(CompletionReason.Completed, null);
        foreach (ValueTask<bool> task in waiting)
        {
            Assert.False(await Watchdog.Within(task));
        }
        Assert.Equal(8, _reader.Read(new int[10]));
        Assert.True(_reader.IsCompleted);
    }

    [Fact]
    public async Task A_sender_that_begins_to_wait_just_when_there_is_room_again_goes_on()
    {
        Assert.True(await Watchdog.Within(_channel.Wait(SendWaiter<int>.Rent(5, default))));
        Assert.True(await Watchdog.Within(_channel.Wait(SendWaiter<int>.Rent(default))));
        Assert.True(_reader.TryRead(out int item));
        Assert.Equal(5, item);
    }

    [Fact]
    public async Task A_sender_that_begins_to_wait_just_when_the_stream_ends_is_told_so()
    {
        Fill(8);
        _channel.TryEnd(CompletionReason.ServerShutdown, null);
        Assert.False(await Watchdog.Within(_channel.Wait(SendWaiter<int>.Rent(5, default))));
        Assert.False(await Watchdog.Within(_channel.Wait(SendWaiter<int>.Rent(default))));
        Assert.Equal(0, _channel.WaiterCount);
    }

    [Fact]
    public async Task Wider_watermarks_release_those_who_wait()
    {
        Fill(8);
        ValueTask<bool> waiting = _channel.SendAsync(8, default);
        _channel.Configure(new ChannelLimits(100, 80, 30));
        Assert.True(await Watchdog.Within(waiting));
        Assert.Equal(9, _channel.Count);
    }

    [Fact]
    public async Task A_cancelled_sender_throws_and_its_event_is_not_sent()
    {
        Fill(8);
        using var cancellation = new CancellationTokenSource();
        ValueTask<bool> first = _channel.SendAsync(8, default);
        ValueTask<bool> cancelled = _channel.SendAsync(9, cancellation.Token);
        ValueTask<bool> room = _channel.WaitToSendAsync(cancellation.Token);
        ValueTask<bool> last = _channel.SendAsync(10, default);

        cancellation.Cancel();
        var exception = await Assert.ThrowsAsync<OperationCanceledException>(() => Watchdog.Within(cancelled));
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Watchdog.Within(room));

        _reader.Read(new int[8]);
        Assert.True(await Watchdog.Within(first));
        Assert.True(await Watchdog.Within(last));
        int[] rest = new int[10];
        Assert.Equal(2, _reader.Read(rest));
        Assert.Equal([8, 10], rest[..2]);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing_even_if_there_is_room()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAsync<TaskCanceledException>(() => _channel.SendAsync(1, cancelled).AsTask());
        await Assert.ThrowsAsync<TaskCanceledException>(() => _channel.WaitToSendAsync(cancelled).AsTask());
        Assert.Equal(0, _channel.Count);
    }

    [Fact]
    public async Task A_cancellation_after_the_send_went_on_changes_nothing_for_the_next_sender()
    {
        using var cancellation = new CancellationTokenSource();
        for (int round = 0; round < 20; round++)
        {
            Fill(8);
            ValueTask<bool> waiting = _channel.SendAsync(8, cancellation.Token);
            _reader.Read(new int[8]);
            Assert.True(await Watchdog.Within(waiting));
            _reader.Read(new int[8]);
        }

        Fill(8);
        ValueTask<bool> next = _channel.SendAsync(9, default);
        cancellation.Cancel();
        Assert.False(next.IsCompleted);
        _reader.Read(new int[8]);
        Assert.True(await Watchdog.Within(next));
    }

    [Fact]
    public async Task Cancelled_senders_do_not_pile_up_while_the_client_is_stalled()
    {
        Fill(8);
        for (int i = 0; i < 1_000; i++)
        {
            using var timeOut = new CancellationTokenSource();
            ValueTask<bool> waiting = _channel.SendAsync(i, timeOut.Token);
            timeOut.Cancel();
            await Assert.ThrowsAsync<OperationCanceledException>(() => Watchdog.Within(waiting));
        }
        Assert.InRange(_channel.WaiterCount, 0, 1);
    }

    [Fact]
    public async Task Released_senders_do_not_run_on_the_readers_thread()
    {
        Fill(8);
        Task<int> resumedOn = SendAndTellThread(_channel);
        int readerThread = 0;

        Watchdog.Run("reader", _ =>
        {
            readerThread = Environment.CurrentManagedThreadId;
            _reader.Read(new int[8]);
        });
        Assert.NotEqual(readerThread, await Watchdog.Within(new ValueTask<int>(resumedOn)));
    }

    // Without the test framework's synchronization context, which would move the continuation away from the reader by itself.
    private static async Task<int> SendAndTellThread(StreamChannel<int> channel)
    {
        Assert.True(await channel.SendAsync(8, default).ConfigureAwait(false));
        return Environment.CurrentManagedThreadId;
    }

    private void Fill(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(SendResult.Accepted, _channel.TrySend(i));
        }
    }
}
