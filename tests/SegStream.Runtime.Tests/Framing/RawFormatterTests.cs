using System.Buffers.Binary;
using System.Text;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class RawFormatterTests
{
    [Theory]
    [InlineData("a", "a\n")]
    [InlineData("", "\n")]
    [InlineData(null, "\n")]
    [InlineData("a\n", "a\n")]
    [InlineData("\n", "\n")]
    [InlineData("a\n\n", "a\n\n")]
    [InlineData("a\r", "a\r\n")]
    [InlineData("a\r\n", "a\r\n")]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("漢🎉\u0085", "漢🎉\u0085\n")]
    public void A_text_stream_is_lines_each_ended_once(string? text, string expected)
    {
        var format = Formats.Raw(StreamMode.Text);
        Assert.Equal(expected, Formats.Text(format, text!));
        Assert.Equal(expected, Formats.Text(format, text.AsMemory()));
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, Formats.Text(format, bytes!));
        Assert.Equal(expected, Formats.Text<ReadOnlyMemory<byte>>(format, bytes));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.Equal("漢\uFFFD\n", Formats.Text(Formats.Raw(StreamMode.Text), "漢\uD800"));
        Assert.Equal("\uFFFD\uFFFDx\n", Formats.Text(Formats.Raw(StreamMode.Text), "\uDC00\uD800x".AsMemory()));
    }

    [Fact]
    public void A_line_is_ended_by_itself_and_not_by_the_line_before()
    {
        Assert.Equal("a\n\n\nb\n", Formats.Strict(Formats.Stream(Formats.Raw(StreamMode.Text), "a\n", "", "", "b")));
    }

    [Fact]
    public void Chunks_are_written_as_they_are()
    {
        var format = Formats.Raw(StreamMode.Chunked);
        Assert.Equal("a\r\nb\0漢\uFFFD", Formats.Strict(Formats.Stream(format, "a\r\n", "", null!, "b\0", "漢\uD800")));
        Assert.Equal("ab", Formats.Strict(Formats.Stream(format, "a".AsMemory(), "b".AsMemory())));
        Assert.Equal([0xFF, 0, 10], Formats.Stream<byte[]>(format, [0xFF, 0], null!, [10]));
        Assert.Equal([0xFF, 0, 10], Formats.Stream<ReadOnlyMemory<byte>>(format, new byte[] { 0xFF, 0 }, default, new byte[] { 10 }));
    }

    [Fact]
    public void Surrogates_of_two_chunks_do_not_make_a_pair() =>
        Assert.Equal("\uFFFD\uFFFD", Formats.Strict(Formats.Stream(Formats.Raw(StreamMode.Chunked), "\uD83C", "\uDF89")));

    [Fact]
    public void Bytes_are_written_as_they_are()
    {
        Assert.Equal([1, 2, 3], Formats.Stream<byte[]>(Formats.Raw(StreamMode.Binary), [1], [], [2, 3]));
        Assert.Equal([1, 2, 3], Formats.Stream<ReadOnlyMemory<byte>>(Formats.Raw(StreamMode.Binary), new byte[] { 1 }, new byte[] { 2, 3 }));
    }

    [Fact]
    public void Lengths_are_unsigned_32_bit_big_endian_numbers_before_the_bytes()
    {
        var format = Formats.Raw(StreamMode.Binary, lengthPrefixed: true);
        Assert.Equal([0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 1, 9], Formats.Stream<byte[]>(format, [7, 8], [], [9]));
        Assert.Equal([0, 0, 0, 0], Formats.Frame<byte[]>(format, null!));

        var large = new byte[70_000];
        Random.Shared.NextBytes(large);
        var stream = Formats.Stream<ReadOnlyMemory<byte>>(format, large, new byte[] { 1 });
        Assert.Equal((uint)large.Length, BinaryPrimitives.ReadUInt32BigEndian(stream));
        Assert.Equal(large, stream[4..^5]);
        Assert.Equal([0, 0, 0, 1, 1], stream[^5..]);
    }

    [Fact]
    public void Media_types_follow_the_data_unless_they_are_set()
    {
        Assert.Equal("text/plain; charset=utf-8", FrameFormatters.Create<string>(Formats.Raw(StreamMode.Text)).ContentType);
        Assert.Equal("text/plain; charset=utf-8", FrameFormatters.Create<byte[]>(Formats.Raw(StreamMode.Text)).ContentType);
        Assert.Equal("text/plain; charset=utf-8", FrameFormatters.Create<string>(Formats.Raw(StreamMode.Chunked)).ContentType);
        Assert.Equal("text/plain; charset=utf-8", FrameFormatters.Create<ReadOnlyMemory<char>>(Formats.Raw(StreamMode.Chunked)).ContentType);
        Assert.Equal("application/octet-stream", FrameFormatters.Create<byte[]>(Formats.Raw(StreamMode.Chunked)).ContentType);
        Assert.Equal("application/octet-stream", FrameFormatters.Create<ReadOnlyMemory<byte>>(Formats.Raw(StreamMode.Binary)).ContentType);
        Assert.Equal("application/octet-stream", FrameFormatters.Create<ReadOnlyMemory<byte>>(Formats.Raw(StreamMode.Binary, lengthPrefixed: true)).ContentType);
        Assert.Equal("audio/wav", FrameFormatters.Create<byte[]>(Formats.Raw(StreamMode.Binary, contentType: "audio/wav")).ContentType);
        Assert.Equal("text/csv", FrameFormatters.Create<string>(Formats.Raw(StreamMode.Chunked, contentType: "text/csv")).ContentType);
        foreach (var mode in new[] { StreamMode.Text, StreamMode.Chunked, StreamMode.Binary })
        {
            Assert.Equal(mode, FrameFormatters.Create<byte[]>(Formats.Raw(mode)).Mode);
            Assert.Equal(mode, FrameFormatters.Create<UnifiedEvent>(Formats.Raw(mode)).Mode);
        }
    }

    [Theory]
    [InlineData(StreamMode.Sse)]
    [InlineData(StreamMode.Json)]
    [InlineData(StreamMode.Text)]
    public void Settings_that_do_not_fit_the_mode_are_named(StreamMode mode)
    {
        var contentType = Assert.Throws<ArgumentException>(() => FrameFormatters.Create<string>(Formats.Raw(mode, contentType: "text/csv")));
        Assert.Contains("ContentType", contentType.Message, StringComparison.Ordinal);
        var lengthPrefixed = Assert.Throws<ArgumentException>(() => FrameFormatters.Create<string>(Formats.Raw(mode, lengthPrefixed: true)));
        Assert.Contains("LengthPrefixed", lengthPrefixed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_does_not_fit_the_mode_is_named_with_what_fits()
    {
        foreach (var mode in Enum.GetValues<StreamMode>())
        {
            Assert.Null(FrameFormatters.Unsupported<byte[]>(mode));
            Assert.Null(FrameFormatters.Unsupported<ReadOnlyMemory<byte>>(mode));
            Assert.Null(FrameFormatters.Unsupported<UnifiedEvent>(mode));
            Assert.Equal(mode is StreamMode.Binary, FrameFormatters.Unsupported<string>(mode) is not null);
            Assert.Equal(mode is StreamMode.Binary, FrameFormatters.Unsupported<ReadOnlyMemory<char>>(mode) is not null);
            Assert.Equal(mode is not (StreamMode.Sse or StreamMode.Json), FrameFormatters.Unsupported<Reading>(mode) is not null);
        }

        var exception = Assert.Throws<InvalidOperationException>(() => FrameFormatters.Create<Reading>(Formats.Raw(StreamMode.Binary)));
        Assert.Contains(typeof(Reading).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains("byte[]", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameFormatters.Unsupported<string>((StreamMode)99));
    }
}
