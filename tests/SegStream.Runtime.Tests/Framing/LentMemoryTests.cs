using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using SegStream.Framing;
using Xunit.Abstractions;

namespace SegStream.Tests.Framing;

/// <summary>A buffer whose memory is that of the writer for which its bytes are.</summary>
public sealed class LentMemoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_is_written_and_taken_back_at_random_arrives_as_it_would_from_an_array()
    {
        var random = new RandomText(output).Random;
        var pipe = new Pipe(new PipeOptions(new SmallBlocks(), minimumSegmentSize: 4096, pauseWriterThreshold: 0));
        using var buffer = new FrameBuffer { Lender = pipe.Writer };
        for (var round = 0; round < 2_000; round++)
        {
            var expected = new List<byte>();
            for (var step = random.Next(12); step > 0; step--)
            {
                WriteSome(buffer, expected, random);
                Assert.Equal(expected.Count, buffer.Length);
            }

            buffer.MoveTo(pipe.Writer, buffer.Length);
            await pipe.Writer.FlushAsync();
            Assert.Equal(0, buffer.Length);
            Assert.Equal(0, buffer.Capacity);
            Assert.Equal(expected, Read(pipe.Reader));
        }
    }

    [Fact]
    public void A_batch_is_formatted_where_the_writer_wants_it()
    {
        var writer = new Recorder();
        using var buffer = new FrameBuffer { Lender = writer };
        buffer.Write("abc"u8);
        Assert.True(MemoryMarshal.TryGetArray(buffer.WrittenMemory, out var written));
        Assert.Same(writer.Array, written.Array);
        Assert.Equal(0, writer.Advanced);

        buffer.Truncate(1);
        buffer.MoveTo(writer, 1);
        Assert.Equal((1, (byte)'a'), (writer.Advanced, writer.Array[Recorder.Offset]));
    }

    [Fact]
    public void The_next_batch_asks_for_as_much_as_the_last_one_needed()
    {
        var writer = new Recorder();
        using var buffer = new FrameBuffer { Lender = writer };
        buffer.Write("a"u8);
        buffer.Write(new byte[20_000]);
        buffer.MoveTo(writer, buffer.Length);
        Assert.Equal(1024, writer.Asked);
        Assert.Equal(20_001, writer.Advanced);

        buffer.Write("a"u8);
        Assert.InRange(writer.Asked, 20_001, 40_000);
        for (var batch = 0; batch < 100; batch++)
        {
            buffer.MoveTo(writer, buffer.Length);
            buffer.Write("a"u8);
        }

        Assert.Equal(1024, writer.Asked);
    }

    [Fact]
    public void Nothing_is_asked_of_the_writer_before_there_is_something_to_write()
    {
        var writer = new Recorder();
        using var buffer = new FrameBuffer { Lender = writer };
        buffer.Write(default(ReadOnlySpan<byte>));
        buffer.MoveTo(writer, 0);
        Assert.Equal((0, 0), (writer.Asked, writer.Advanced));

        // What was to be written and was not leaves nothing behind either.
        buffer.Write("a"u8);
        buffer.Truncate(0);
        buffer.Release();
        Assert.Equal(0, writer.Advanced);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_writer_that_lends_nothing_gets_a_copy(bool fails)
    {
        var writer = new Unlending(fails);
        using var buffer = new FrameBuffer { Lender = writer };
        buffer.Write("abc"u8);
        Assert.Equal("abc", Encoding.ASCII.GetString(buffer.WrittenSpan));
        writer.Fails = false;
        buffer.MoveTo(writer, 3);
        Assert.Equal("abc", writer.Written);
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void A_writer_that_lends_less_than_it_is_asked_for_gets_a_copy()
    {
        // As Kestrel does for a chunk of which nothing is written yet.
        var writer = new Recorder { Most = 2_000 };
        using var buffer = new FrameBuffer { Lender = writer };
        buffer.Write(new byte[1_000]);
        buffer.Write(new byte[5_000]);
        buffer.MoveTo(writer, 6_000);
        Assert.Equal(6_000, writer.Advanced);
        buffer.Write(new byte[5_000]);
        buffer.MoveTo(writer, 5_000);
        Assert.Equal(11_000, writer.Advanced);
    }

    private static void WriteSome(FrameBuffer buffer, List<byte> expected, Random random)
    {
        var size = random.Next(20) switch { 0 => random.Next(300_000), < 5 => random.Next(9_000), _ => random.Next(200) };
        var piece = new byte[size];
        random.NextBytes(piece);
        switch (random.Next(4))
        {
            case 0:
                buffer.Write(piece);
                expected.AddRange(piece);
                break;
            case 1:
                // Serializers reserve more than they use.
                piece.CopyTo(buffer.GetSpan(size + random.Next(size + 1)));
                buffer.Advance(size);
                expected.AddRange(piece);
                break;
            case 2:
                buffer.Write((byte)size);
                expected.Add((byte)size);
                break;
            default:
                var length = random.Next(expected.Count + 1);
                buffer.Truncate(length);
                expected.RemoveRange(length, expected.Count - length);
                break;
        }
    }

    private static byte[] Read(PipeReader reader)
    {
        if (!reader.TryRead(out var result))
        {
            return [];
        }

        var bytes = result.Buffer.ToArray();
        reader.AdvanceTo(result.Buffer.End);
        return bytes;
    }

    /// <summary>Blocks of 4 KB, as a server has them; what is larger comes from the shared pool. Returned blocks are overwritten.</summary>
    private sealed class SmallBlocks : MemoryPool<byte>
    {
        public override int MaxBufferSize => 4096;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block();

        protected override void Dispose(bool disposing)
        {
        }

        private sealed class Block : IMemoryOwner<byte>
        {
            public Memory<byte> Memory { get; } = new byte[4096];

            public void Dispose() => Memory.Span.Fill(0xDB);
        }
    }

    /// <summary>Lends the middle of an array.</summary>
    private sealed class Recorder : IBufferWriter<byte>
    {
        public const int Offset = 100;

        public byte[] Array { get; private set; } = [];

        public int Asked { get; private set; }

        public int Most { get; init; } = int.MaxValue;

        public int Advanced { get; private set; }

        public void Advance(int count) => Advanced += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Asked = sizeHint;
            Array = new byte[sizeHint + (2 * Offset)];
            return Array.AsMemory(Offset, Math.Min(sizeHint, Most));
        }

        // For what is copied, perhaps piece by piece.
        public Span<byte> GetSpan(int sizeHint = 0) => new byte[Math.Min(Math.Max(sizeHint, 512), Most)];
    }

    /// <summary>Has no array to lend, or is in no state to.</summary>
    private sealed class Unlending(bool fails) : IBufferWriter<byte>
    {
        private readonly NativeBlock _block = new();

        public bool Fails { get; set; } = fails;

        public string Written { get; private set; } = "";

        public void Advance(int count) => Written += Encoding.ASCII.GetString(_block.GetSpan()[..count]);

        public Memory<byte> GetMemory(int sizeHint = 0) => Fails ? throw new InvalidOperationException() : _block.Memory;

        public Span<byte> GetSpan(int sizeHint = 0) => Fails ? throw new InvalidOperationException() : _block.GetSpan();
    }

    private sealed class NativeBlock : MemoryManager<byte>
    {
        private readonly byte[] _bytes = new byte[4096];

        public override Span<byte> GetSpan() => _bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
