using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace SegStream.Tests.Framing;

/// <summary>Random strings with everything that breaks careless framing, and what a correct reader makes of them.</summary>
internal sealed class RandomText
{
    private static readonly string[] Pieces =
    [
        "\r", "\n", "\r\n", "\n\r", "\r\r\n", "\0", "\u001E", "\u0085", "\u2028", "\u2029", "\uFEFF", "\t", "\v", "\f", "\u007F", "\b", "\u001B",
        " ", "  ", ":", "data:", "data: x", "event: y", "id: 1", "retry: 5", "\"", "\\", "{", "}", "[", "]", ",", "<", "&", "'",
        "\uD800", "\uDBFF", "\uDC00", "\uDFFF", "🎉", "👩‍👩‍👧", "漢字", "zażółć", "é", "\uFFFD", "\uFFFF", "plain text", "0",
    ];

    public RandomText(ITestOutputHelper output)
    {
        var wanted = Environment.GetEnvironmentVariable("SEGSTREAM_TEST_SEED");
        Seed = wanted is null ? Random.Shared.Next() : int.Parse(wanted, CultureInfo.InvariantCulture);
        Random = new Random(Seed);
        output.WriteLine($"seed {Seed} (set SEGSTREAM_TEST_SEED to repeat)");
    }

    public int Seed { get; }

    public Random Random { get; }

    /// <summary>A string of up to so many pieces.</summary>
    public string Next(int pieces = 12)
    {
        var text = new StringBuilder();
        for (var count = Random.Next(pieces + 1); count > 0; count--)
        {
            text.Append(Random.Next(4) == 0 ? ((char)Random.Next(0x10000)).ToString() : Pieces[Random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    /// <summary>A string of at least so many characters.</summary>
    public string NextLarge(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(Next(64)).Append('x', Random.Next(200));
        }

        return text.ToString();
    }

    public byte[] NextBytes(int max)
    {
        var bytes = new byte[Random.Next(max + 1)];
        Random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Halves of surrogate pairs replaced, one character at a time and so by other means than an encoder's.</summary>
    public static string Repaired(string text)
    {
        var characters = text.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (char.IsHighSurrogate(characters[i]) && i + 1 < characters.Length && char.IsLowSurrogate(characters[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(characters[i]))
            {
                characters[i] = '\uFFFD';
            }
        }

        return new string(characters);
    }

    /// <summary>What a reader of event streams gets of a text: the kind of line end is not kept.</summary>
    public static string AsSseData(string text) => Repaired(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>A text that a one-line field may have.</summary>
    public static string AsField(string text) => Repaired(text).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
}
