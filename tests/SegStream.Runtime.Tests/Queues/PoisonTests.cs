using SegStream.Framing;

namespace SegStream.Queues;

/// <summary>Memory that goes out of use is marked in these tests, and using it too early or too late is found.</summary>
public sealed class PoisonTests
{
    [Fact]
    public void Poisoning_is_on_in_the_tests()
    {
        Assert.True(Poison.IsOn);
        Assert.True(ReturnedArrays.ArePoisoned);
    }

    [Fact]
    public void A_spent_segment_is_marked_and_a_marked_slot_is_never_the_one_that_is_waited_for()
    {
        var queue = new SegmentedQueue<string>(2, 2);
        queue.TryEnqueue("a");
        queue.TryClaim(out SlotClaim<string> claim);
        queue.Publish(claim, "b");
        queue.TryEnqueue("c");
        QueueSlot<string>[] first = claim.Hint.Slots;
        Assert.Equal(3, queue.Dequeue(new string[3]));
        Assert.All(first, slot => Assert.Equal((Poison.Mark, null), (slot.Sequence, slot.Item)));
    }

    [Fact]
    public void A_segment_that_is_left_too_early_is_found()
    {
        var segment = new QueueSegment<string>(2, 0);
        segment.Slots[0] = new QueueSlot<string> { Sequence = 1 };
        Assert.Contains("before all of it was published", Assert.Throws<InvalidOperationException>(() => Poison.FillSpent(segment)).Message, StringComparison.Ordinal);

        segment.Slots[1] = new QueueSlot<string> { Sequence = 2, Item = "not taken" };
        Assert.Contains("before all of it was taken", Assert.Throws<InvalidOperationException>(() => Poison.FillSpent(segment)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_producer_that_writes_to_a_spent_segment_is_found_when_it_is_used_again()
    {
        var queue = new SegmentedQueue<int>(2, 2);
        queue.TryEnqueue(0);
        queue.TryClaim(out SlotClaim<int> claim);
        queue.Publish(claim, 1);
        queue.TryEnqueue(2);
        QueueSlot<int>[] spent = claim.Hint.Slots;
        Assert.Equal(3, queue.Dequeue(new int[3]));

        spent[0].Sequence = 7;
        Assert.Throws<InvalidOperationException>(() =>
        {
            for (int i = 0; i < 8; i++)
            {
                queue.TryEnqueue(i);
            }
        });
    }

    [Fact]
    public void Slots_that_are_written_to_in_the_pool_are_found()
    {
        QueueSlot<ItemOfThisTest>[] slots = SlotPool<ItemOfThisTest>.Rent(4);
        SlotPool<ItemOfThisTest>.Return(slots);
        slots[3].Item = new ItemOfThisTest();
        Assert.Throws<InvalidOperationException>(() => SlotPool<ItemOfThisTest>.Rent(4));
    }

    [Fact]
    public void Bytes_of_a_buffer_that_was_released_are_overwritten_at_once()
    {
        var buffer = new FrameBuffer();
        buffer.Write("data: x"u8);
        ReadOnlyMemory<byte> stale = buffer.WrittenMemory;
        buffer.Release();
        Assert.False(stale.Span.ContainsAnyExcept(ReturnedArrays.Mark));
    }

    [Fact]
    public void Bytes_of_a_buffer_that_has_grown_are_overwritten_at_once()
    {
        using var buffer = new FrameBuffer();
        buffer.Write("data: x"u8);
        ReadOnlyMemory<byte> stale = buffer.WrittenMemory;
        buffer.GetSpan(100_000);
        Assert.False(stale.Span.ContainsAnyExcept(ReturnedArrays.Mark));
    }

    private sealed class ItemOfThisTest;
}
