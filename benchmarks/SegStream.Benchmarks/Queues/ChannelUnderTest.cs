using System.Threading.Channels;

namespace SegStream.Benchmarks.Queues;

internal readonly struct ChannelUnderTest(Channel<object> channel) : IQueueUnderTest
{
    private readonly ChannelWriter<object> _writer = channel.Writer;
    private readonly ChannelReader<object> _reader = channel.Reader;

    public static ChannelUnderTest Unbounded() => new(Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true }));

    public static ChannelUnderTest Bounded(int capacity) => new(Channel.CreateBounded<object>(new BoundedChannelOptions(capacity) { SingleReader = true }));

    public bool TryEnqueue(object item) => _writer.TryWrite(item);

    public bool TryDequeue(out object item) => _reader.TryRead(out item!);

    public int Drain(Span<object> destination)
    {
        var taken = 0;
        while (taken < destination.Length && _reader.TryRead(out destination[taken]!))
        {
            taken++;
        }

        return taken;
    }
}
