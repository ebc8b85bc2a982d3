using System.Text;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class FrameBufferTests
{
    [Fact]
    public void Nothing_is_rented_before_the_first_write_and_after_Release()
    {
        using var buffer = new FrameBuffer();
        Assert.Equal(0, buffer.Capacity);
        buffer.Reset();
        buffer.Write(default(ReadOnlySpan<byte>));
        Assert.Equal(0, buffer.Capacity);
        buffer.Write("x"u8);
        Assert.True(buffer.Capacity > 0);
        buffer.Release();
        Assert.Equal(0, buffer.Capacity);
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void Reset_keeps_the_array_and_forgets_the_bytes()
    {
        using var buffer = new FrameBuffer();
        buffer.Write("abc"u8);
        var capacity = buffer.Capacity;
        buffer.Reset();
        Assert.Equal(0, buffer.Length);
        Assert.True(buffer.WrittenMemory.IsEmpty);
        Assert.Equal(capacity, buffer.Capacity);
    }

    [Fact]
    public void Release_and_Dispose_may_be_repeated_and_the_buffer_used_again()
    {
        var buffer = new FrameBuffer();
        buffer.Dispose();
        buffer.Write("abc"u8);
        buffer.Release();
        buffer.Release();
        buffer.Dispose();
        buffer.Write("def"u8);
        Assert.Equal("def", Encoding.UTF8.GetString(buffer.WrittenSpan));
        buffer.Dispose();
    }

    [Fact]
    public void Growing_at_least_doubles_and_keeps_what_was_written()
    {
        using var buffer = new FrameBuffer();
        var expected = new List<byte>();
        var random = new Random(7);
        var growths = 0;
        while (buffer.Length < 3_000_000)
        {
            var before = buffer.Capacity;
            var piece = new byte[random.Next(0, 5000)];
            random.NextBytes(piece);
            expected.AddRange(piece);
            if (random.Next(2) == 0)
            {
                buffer.Write(piece);
            }
            else
            {
                piece.CopyTo(buffer.GetSpan(piece.Length));
                buffer.Advance(piece.Length);
            }

            if (buffer.Capacity != before)
            {
                growths++;
                Assert.True(buffer.Capacity >= before * 2);
            }
        }

        Assert.Equal(expected, buffer.WrittenSpan.ToArray());
        Assert.InRange(growths, 1, 12);
    }

    [Fact]
    public void Truncate_rolls_back_and_refuses_to_go_forward()
    {
        using var buffer = new FrameBuffer();
        buffer.Write("abcdef"u8);
        buffer.Truncate(2);
        buffer.Write((byte)'!');
        Assert.Equal("ab!", Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(-1));
    }

    [Fact]
    public void The_writer_contract_is_kept_at_its_edges()
    {
        using var buffer = new FrameBuffer();
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(1));
        Assert.False(buffer.GetMemory().IsEmpty);
        Assert.False(buffer.GetSpan(0).IsEmpty);
        buffer.Advance(buffer.Capacity);
        Assert.False(buffer.GetSpan().IsEmpty);
        Assert.True(buffer.GetMemory(100_000).Length >= 100_000);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.GetSpan(-1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.GetMemory(-1); });
    }

    [Fact]
    public void A_batch_beyond_the_largest_array_is_refused_and_leaves_the_buffer_as_it_was()
    {
        using var buffer = new FrameBuffer();
        buffer.Write("abc"u8);
        Assert.Throws<InvalidOperationException>(() => { buffer.GetSpan(int.MaxValue); });
        Assert.Equal("abc", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
