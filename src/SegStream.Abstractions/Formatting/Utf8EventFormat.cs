using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegStream.Formatting;

/// <summary>What a generated writer takes from the serializer's options: names, encoder and what happens to nulls. Made once for many events.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Utf8EventFormat
{
    // What the serializer has for values of these types it writes as strings, and so through the encoder.
    private const string CharactersOfDatesAndTimes = "0123456789:.-";

    /// <summary>Prepares a format.</summary>
    /// <param name="names">The names of the members in the order of their numbers.</param>
    /// <param name="encoder">The encoder of the options.</param>
    /// <param name="omitsNulls">Whether members without a value are left out.</param>
    public Utf8EventFormat(IEnumerable<string> names, JavaScriptEncoder? encoder, bool omitsNulls)
    {
        ArgumentNullException.ThrowIfNull(names);
        Names = [.. names.Select(name => Section(name, encoder))];
        Encoder = encoder ?? JavaScriptEncoder.Default;
        OmitsNulls = omitsNulls;
        Plain = SearchValues.Create([.. Enumerable.Range(0, 128).Where(character => !Encoder.WillEncode(character)).Select(character => (char)character)]);
    }

    /// <summary>Whether the encoder writes dates and times as they are. With one that does not, generated writers cannot be used.</summary>
    /// <param name="encoder">The encoder of the options.</param>
    /// <returns>Whether it does.</returns>
    public static bool CanUse(JavaScriptEncoder? encoder)
    {
        // What another assembly's encoder does is not known: it may tell of a character one thing and do another.
        var actual = encoder ?? JavaScriptEncoder.Default;
        return actual.GetType().Assembly == typeof(JavaScriptEncoder).Assembly && !CharactersOfDatesAndTimes.Any(character => actual.WillEncode(character));
    }

    /// <summary>For each member <c>,"name":</c> with the name escaped.</summary>
    internal byte[][] Names { get; }

    internal JavaScriptEncoder Encoder { get; }

    internal bool OmitsNulls { get; }

    /// <summary>The ASCII characters that need no escape.</summary>
    internal SearchValues<char> Plain { get; }

    // By way of UTF-8, as the serializer does: it replaces a surrogate without its other half.
    private static byte[] Section(string name, JavaScriptEncoder? encoder) =>
        [(byte)',', (byte)'"', .. JsonEncodedText.Encode(Encoding.UTF8.GetBytes(name), encoder).EncodedUtf8Bytes, (byte)'"', (byte)':'];
}
