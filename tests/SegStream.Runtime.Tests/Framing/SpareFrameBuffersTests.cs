using System.Collections.Concurrent;
using System.IO.Pipelines;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

/// <summary>Buffers that streams hand on to one another.</summary>
public sealed class SpareFrameBuffersTests
{
    [Fact]
    public void A_buffer_comes_empty_and_with_nothing_of_the_stream_that_had_it()
    {
        var pipe = new Pipe();
        var first = SpareFrameBuffers.Take(frameLimit: 50_000, pipe.Writer, expectedLength: 3_000);
        first.Write("left behind"u8);
        Assert.True(first.IsLent);
        SpareFrameBuffers.Give(first);
        Assert.Equal((null, 0, 0, false), (first.Lender, first.Length, first.Capacity, first.IsLent));

        var second = SpareFrameBuffers.Take(frameLimit: 70_000, lender: null, expectedLength: 0);
        Assert.Same(first, second);
        Assert.Equal((70_000, null, 0), (second.FrameLimit, second.Lender, second.ExpectedLength));
        SpareFrameBuffers.Give(second);
    }

    [Fact]
    public void What_a_thread_gives_beyond_its_own_is_there_for_the_others_and_nobody_has_the_same_one()
    {
        var taken = new ConcurrentDictionary<FrameBuffer, int>(ReferenceEqualityComparer.Instance);
        Parallel.For(0, 4_000, round =>
        {
            var buffers = new FrameBuffer[1 + (round % 5)];
            for (var index = 0; index < buffers.Length; index++)
            {
                buffers[index] = SpareFrameBuffers.Take(int.MaxValue, null, 0);
                Assert.True(taken.TryAdd(buffers[index], round), "Two have the same buffer.");
                Assert.Equal(0, buffers[index].Length);
                buffers[index].Write((byte)round);
            }

            foreach (var buffer in buffers)
            {
                Assert.Equal([(byte)round], buffer.WrittenSpan.ToArray());
                Assert.True(taken.TryRemove(buffer, out _));
                SpareFrameBuffers.Give(buffer);
            }
        });
    }
}
