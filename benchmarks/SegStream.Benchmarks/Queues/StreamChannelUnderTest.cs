using SegStream.Channels;

namespace SegStream.Benchmarks.Queues;

/// <summary>The bounded queue that a stream really has.</summary>
internal readonly struct StreamChannelUnderTest : IQueueUnderTest
{
    private readonly StreamChannel<object> _channel;
    private readonly StreamChannelReader<object> _reader;

    private StreamChannelUnderTest(StreamChannel<object> channel)
    {
        _channel = channel;
        _reader = channel.TakeReader(new NeverParked());
    }

    public static StreamChannelUnderTest Bounded(int capacity) => new(new StreamChannel<object>(new ChannelLimits(capacity, capacity, capacity / 2)));

    public bool TryEnqueue(object item) => _channel.TrySend(item) == SendResult.Accepted;

    public bool TryDequeue(out object item) => _reader.TryRead(out item);

    public int Drain(Span<object> destination) => _reader.Read(destination);

    /// <summary>The scenarios poll, so nobody is ever woken.</summary>
    private sealed class NeverParked : IChannelReaderWakeUp
    {
        public void WakeUp() => throw new InvalidOperationException("The reader never parks in this benchmark.");

        public void Overflow() => throw new InvalidOperationException("The channel waits in this benchmark.");
    }
}
