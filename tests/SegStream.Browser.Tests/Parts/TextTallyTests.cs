using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Showcase.Import;

namespace SegStream.Browser.Tests.Parts;

public sealed class TextTallyTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("one", 1, 1)]
    [InlineData("one\n", 1, 1)]
    [InlineData("one two\nthree", 2, 3)]
    [InlineData("\n\n\n", 3, 0)]
    [InlineData("  spaces \t and\ttabs\r\n", 1, 3)]
    [InlineData("Grüße 数据流 👋", 1, 3)]
    public void Lines_and_words_are_counted(string text, int lines, int words)
    {
        using var tally = new TextTally(CompressionLevel.Fastest);
        tally.Add(Encoding.UTF8.GetBytes(text));

        Assert.Equal((lines, words), (tally.Counts.Lines, tally.Counts.Words));
    }

    [Fact]
    public void Where_the_text_is_cut_makes_no_difference()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2_000).Select(_ => random.Next(6) switch { 0 => " ", 1 => "\n", 2 => "é", 3 => "word", 4 => "\r\n", _ => "👋" })));
        using var whole = new TextTally(CompressionLevel.Fastest);
        using var cut = new TextTally(CompressionLevel.Fastest);
        whole.Add(text);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 9), text.Length - at);
            cut.Add(text.AsSpan(at, length));
            at += length;
        }

        Assert.True(whole.Counts with { PackedBytes = 0 } == cut.Counts with { PackedBytes = 0 }, $"Seed {seed}: {whole.Counts} and {cut.Counts}.");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text)), cut.Finish());
    }

    [Fact]
    public void Files_of_a_tree_do_not_run_into_each_other()
    {
        using var tally = new TextTally(CompressionLevel.Fastest);
        tally.Add("first"u8);
        tally.EndFile();
        tally.Add("second"u8);
        tally.EndFile();

        Assert.Equal((2, 2), (tally.Counts.Lines, tally.Counts.Words));
    }
}
