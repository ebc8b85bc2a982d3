using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace SegStream.Benchmarks.Sse.Peers;

/// <summary>A response body that leaves out flushes while more events are waiting in the channel.</summary>
internal sealed class CoalescingBody(PipeWriter body, ChannelReader<ImportProgress> source) : Stream
{
    private const long FlushBytes = 32 * 1024;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        body.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (body.UnflushedBytes >= FlushBytes || source.Count == 0)
        {
            await body.FlushAsync(cancellationToken);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => body.Write(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
