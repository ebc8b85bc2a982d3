using SegStream.Broadcasting;

namespace SegStream.Runtime.Tests.Broadcasting;

public sealed class FrameLogTests
{
    private readonly PoisonedMemory _memory = new();
    private readonly FrameLog _log;

    public FrameLogTests() => _log = new FrameLog(new Lock(), _memory);

    [Fact]
    public void A_reader_gets_what_was_appended_after_it_came_and_before_it_left()
    {
        Append(0, 3);
        var cursor = Follow(LagLimits.Default);
        Append(3, 2);
        lock (_log.Gate)
        {
            Assert.True(cursor.TryLeave());
        }

        Append(5, 3);

        Assert.False(cursor.IsDone);
        Assert.Equal([3, 4], ReadAll(cursor));
        Assert.True(cursor.IsDone);
        Assert.False(cursor.HasLoss);
    }

    [Fact]
    public void Many_frames_are_one_copy_that_is_cut_where_the_caller_says()
    {
        var cursor = Follow(LagLimits.Default);
        Append(0, 10, padding: 88);

        Assert.Equal([0, 1, 2], NumberedFrames.ReadOnce(cursor, 399));
        Assert.Equal([3, 4, 5, 6], NumberedFrames.ReadOnce(cursor, 400));
        Assert.Equal([7], NumberedFrames.ReadOnce(cursor, 1));
        Assert.Equal([8, 9], NumberedFrames.ReadOnce(cursor, int.MaxValue));
        Assert.Empty(NumberedFrames.ReadOnce(cursor, int.MaxValue));
    }

    [Fact]
    public void A_reader_that_is_further_behind_than_its_events_allow_loses_the_oldest()
    {
        var strict = Follow(new LagLimits(10, LagLimits.DefaultBytes));
        var patient = Follow(new LagLimits(100, LagLimits.DefaultBytes));
        Append(0, 150);

        Assert.Equal(Enumerable.Range(140, 10).Select(static number => (long)number), ReadAll(strict));
        Assert.Equal(140, strict.TakeLoss());
        Assert.Equal(Enumerable.Range(50, 100).Select(static number => (long)number), ReadAll(patient));
        Assert.Equal(50, patient.TakeLoss());
        Assert.Equal(0, patient.TakeLoss());
    }

    [Fact]
    public void A_reader_that_is_further_behind_than_its_bytes_allow_loses_the_oldest()
    {
        var cursor = Follow(new LagLimits(1_000, 1_000));
        Append(0, 50, padding: 88);

        Assert.Equal(Enumerable.Range(40, 10).Select(static number => (long)number), ReadAll(cursor));
        Assert.Equal(40, cursor.TakeLoss());
    }

    [Fact]
    public void The_newest_event_is_within_the_limit_whatever_its_size()
    {
        var cursor = Follow(new LagLimits(10, 100));
        Append(0, 1);
        Append(1, 1, padding: 500_000);

        Assert.Equal([1], ReadAll(cursor));
        Assert.Equal(1, cursor.TakeLoss());
    }

    [Fact]
    public void Frames_without_bytes_are_counted_too()
    {
        var cursor = Follow(new LagLimits(5, 10));
        lock (_log.Gate)
        {
            for (var i = 0; i < 8; i++)
            {
                _log.Append([]);
            }
        }

        Assert.True(cursor.TryFind(out var stretch));
        using var buffer = new SegStream.Framing.FrameBuffer();
        Assert.Equal(5, cursor.Read(stretch, buffer, 100));
        Assert.Equal((0, 3L), (buffer.Length, cursor.TakeLoss()));
    }

    [Fact]
    public void A_reader_that_disconnects_is_reported_once_and_reads_no_more()
    {
        var cursor = Follow(new LagLimits(10, LagLimits.DefaultBytes, Disconnects: true));
        Append(0, 20);
        Assert.True(Sweep());
        lock (_log.Gate)
        {
            Assert.Same(cursor, Assert.Single(_log.TakeOverdue()!));
        }

        Sweep();
        lock (_log.Gate)
        {
            Assert.Null(_log.TakeOverdue());
        }

        Assert.True(cursor.IsOverdue);
        Assert.Empty(ReadAll(cursor));
        Assert.Equal(20, GiveUp(cursor));
    }

    [Fact]
    public void A_reader_that_disconnects_is_found_when_events_are_retired_that_it_has_not_read()
    {
        var cursor = Follow(new LagLimits(100, LagLimits.DefaultBytes, Disconnects: true));
        List<LogCursor>? overdue = null;
        var appended = 0;
        while (overdue is null)
        {
            Assert.InRange(appended, 0, 5_000);
            Append(appended++, 1);
            lock (_log.Gate)
            {
                overdue = _log.TakeOverdue();
            }
        }

        Assert.Same(cursor, Assert.Single(overdue));
    }

    [Fact]
    public void A_reader_that_left_is_not_charged_for_what_came_later()
    {
        var cursor = Follow(new LagLimits(10, LagLimits.DefaultBytes, Disconnects: true));
        Follow(new LagLimits(1_000, LagLimits.DefaultBytes));
        Append(0, 5);
        lock (_log.Gate)
        {
            cursor.TryLeave();
        }

        Append(5, 100);
        Sweep();

        Assert.False(cursor.IsOverdue);
        Assert.Equal([0, 1, 2, 3, 4], ReadAll(cursor));
    }

    [Fact]
    public void What_all_have_read_gives_its_memory_back_and_what_was_retired_under_a_reader_does_not()
    {
        var fast = Follow(LagLimits.Default);
        Append(0, 400, padding: 500);
        ReadAll(fast);
        Assert.False(Sweep());
        Assert.Equal(_memory.Rented, _memory.Returned);
        Assert.Equal(0, Held());

        var (rented, returned) = (_memory.Rented, _memory.Returned);
        var stalled = Follow(new LagLimits(1_000, 10_000));
        for (var i = 0; i < 100; i++)
        {
            Append(400 + (i * 100), 100, padding: 500);
            ReadAll(fast);
        }

        Assert.InRange(_memory.Rented, rented + 50, int.MaxValue);
        Assert.Equal(returned, _memory.Returned);
        Assert.InRange(Held(), 0, 1024 * 1024 + (2 * 64 * 1024));
        Assert.Equal(10_400 - 400, ReadAll(stalled).Count + stalled.TakeLoss());
    }

    [Fact]
    public void Readers_that_have_gone_hold_nothing_back()
    {
        var gone = Follow(LagLimits.Default);
        Append(0, 100);
        Assert.Equal(100, GiveUp(gone));
        Assert.Equal(0, Held());
        Assert.Equal(_memory.Rented, _memory.Returned);
    }

    [Fact]
    public void A_reader_goes_on_where_it_was_after_a_quiet_log_has_given_everything_back()
    {
        var cursor = Follow(LagLimits.Default);
        for (var round = 0; round < 5; round++)
        {
            Append(round * 10, 10);
            Assert.Equal(Enumerable.Range(round * 10, 10).Select(static number => (long)number), ReadAll(cursor));
            Assert.False(Sweep());
        }

        Assert.False(cursor.HasLoss);
    }

    private LogCursor Follow(LagLimits limits)
    {
        var cursor = new LogCursor();
        lock (_log.Gate)
        {
            cursor.Follow(_log, limits);
        }

        return cursor;
    }

    private long GiveUp(LogCursor cursor)
    {
        lock (_log.Gate)
        {
            return cursor.GiveUp();
        }
    }

    private void Append(int first, int count, int padding = 0)
    {
        for (var number = first; number < first + count; number++)
        {
            lock (_log.Gate)
            {
                _log.Append(NumberedFrames.Make(number, padding));
            }
        }
    }

    private bool Sweep()
    {
        lock (_log.Gate)
        {
            return _log.Sweep();
        }
    }

    private long Held()
    {
        lock (_log.Gate)
        {
            return _log.HeldBytes;
        }
    }

    private static List<long> ReadAll(LogCursor cursor)
    {
        var numbers = new List<long>();
        List<long> read;
        while ((read = NumberedFrames.ReadOnce(cursor, 10_000)).Count > 0)
        {
            numbers.AddRange(read);
        }

        return numbers;
    }
}
