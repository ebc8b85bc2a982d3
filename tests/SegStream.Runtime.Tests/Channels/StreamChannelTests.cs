namespace SegStream.Channels;

public sealed class StreamChannelTests
{
    [Fact]
    public void Events_arrive_in_order()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        StreamChannelReader<int> reader = channel.TakeReader(new CountingWakeUp());
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(SendResult.Accepted, channel.TrySend(i));
        }
        Assert.Equal(5, channel.Count);

        Assert.True(reader.HasItems);
        Assert.True(reader.TryRead(out int first));
        int[] rest = new int[10];
        Assert.Equal(4, reader.Read(rest));
        Assert.Equal([0, 1, 2, 3, 4], [first, .. rest[..4]]);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(0, reader.Read(rest));
        Assert.Equal(0, channel.Count);
    }

    [Fact]
    public void A_single_sender_gets_exactly_the_capacity()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        StreamChannelReader<int> reader = channel.TakeReader(new CountingWakeUp());
        for (int round = 0; round < 50; round++)
        {
            int accepted = 0;
            while (channel.TrySend(accepted) == SendResult.Accepted)
            {
                accepted++;
            }
            Assert.Equal(10, round == 0 ? accepted : accepted + 7);
            Assert.Equal(SendResult.Full, channel.TrySend(0));
            Assert.Equal(10, channel.Count);
            Assert.Equal(3, reader.Read(new int[3]));
        }
    }

    [Fact]
    public void New_limits_count_at_once()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        channel.Configure(new ChannelLimits(2, 2, 0));
        Assert.Equal(SendResult.Accepted, channel.TrySend(0));
        Assert.Equal(SendResult.Accepted, channel.TrySend(1));
        Assert.Equal(SendResult.Full, channel.TrySend(2));

        channel.Configure(new ChannelLimits(3, 3, 0));
        Assert.Equal(SendResult.Accepted, channel.TrySend(2));
        Assert.Equal(SendResult.Full, channel.TrySend(3));
    }

    [Theory]
    [InlineData(0, 0, 0, "Capacity")]
    [InlineData(10, 11, 3, "HighWatermark")]
    [InlineData(10, 3, 3, "HighWatermark")]
    [InlineData(10, 8, -1, "LowWatermark")]
    public void Bad_limits_are_named(int capacity, int high, int low, string name)
    {
        var limits = new ChannelLimits(capacity, high, low);
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new StreamChannel<int>(limits)).ParamName);
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => channel.Configure(limits)).ParamName);
    }

    [Fact]
    public async Task The_first_end_counts_and_later_sends_are_refused()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        StreamChannelReader<int> reader = channel.TakeReader(new CountingWakeUp());
        Assert.True(channel.IsOpen);
        Assert.Null(channel.EndReason);
        channel.TrySend(1);
        var failure = new InvalidOperationException("broken");

        Assert.True(channel.TryEnd(CompletionReason.Faulted, failure));
        Assert.False(channel.TryEnd(CompletionReason.Completed, null));
        Assert.True(channel.HasEnded);
        Assert.Equal(CompletionReason.Faulted, channel.EndReason);
        Assert.Same(failure, channel.EndException);
        Assert.Equal(SendResult.Closed, channel.TrySend(2));
        Assert.False(await channel.SendAsync(2, default));
        Assert.False(await channel.WaitToSendAsync(default));

        Assert.False(reader.IsCompleted);
        Assert.True(reader.TryRead(out int item));
        Assert.Equal(1, item);
        Assert.True(reader.IsCompleted);
    }

    [Fact]
    public void The_read_half_can_be_taken_once()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        Assert.Throws<ArgumentNullException>(() => channel.TakeReader(null!));
        StreamChannelReader<int> reader = channel.TakeReader(new CountingWakeUp());
        string message = Assert.Throws<InvalidOperationException>(() => channel.TakeReader(new CountingWakeUp())).Message;
        Assert.Contains("exactly one reader", message, StringComparison.Ordinal);

        channel.TryEnd(CompletionReason.Completed, null);
        Assert.Equal(0, reader.Discard());
        Assert.Throws<InvalidOperationException>(() => channel.TakeReader(new CountingWakeUp()));
    }

    [Fact]
    public void Discarding_counts_what_was_not_read_and_needs_an_end()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        StreamChannelReader<int> reader = channel.TakeReader(new CountingWakeUp());
        for (int i = 0; i < 6; i++)
        {
            channel.TrySend(i);
        }
        reader.TryRead(out _);
        Assert.Throws<InvalidOperationException>(() => reader.Discard());
        Assert.Equal(5, channel.Count);

        channel.TryEnd(CompletionReason.ClientAborted, null);
        Assert.Equal(5, reader.Discard());
        Assert.Equal(0, reader.Discard());
        Assert.True(reader.IsCompleted);
        Assert.Equal(0, channel.Count);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(SendResult.Closed, channel.TrySend(9));
    }
}
