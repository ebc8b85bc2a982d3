using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Showcase.Import;

/// <summary>Counts lines, words and bytes of UTF-8 text that arrives in pieces, hashes it and measures how well it packs.</summary>
public sealed class TextTally : IDisposable
{
    // In UTF-8 no byte of a longer character is below 0x80, so looking at single bytes is enough for ASCII white space.
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\v\f"u8);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CountingStream _packed = new();
    private readonly BrotliStream _packer;
    private long _bytes;
    private long _lineFeeds;
    private long _words;
    private bool _insideWord;
    private bool _insideLine;

    /// <summary>Starts a tally.</summary>
    /// <param name="effort">How hard the compressor works.</param>
    public TextTally(CompressionLevel effort)
    {
        _packer = new BrotliStream(_packed, effort, leaveOpen: true);
    }

    /// <summary>What has been counted so far.</summary>
    public TextCounts Counts => new(_bytes, _lineFeeds + (_insideLine ? 1 : 0), _words, _packed.Length);

    /// <summary>Counts the next piece.</summary>
    /// <param name="piece">Bytes, cut anywhere.</param>
    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        _bytes += piece.Length;
        _lineFeeds += piece.Count((byte)'\n');
        _insideLine = piece[^1] != (byte)'\n';
        CountWords(piece);
        _hash.AppendData(piece);
        _packer.Write(piece);

        // Without it the compressor keeps so much back that the count would stay at zero until the end.
        _packer.Flush();
    }

    /// <summary>Ends a file inside the text: the next piece begins a new line and a new word.</summary>
    public void EndFile()
    {
        _lineFeeds += _insideLine ? 1 : 0;
        _insideLine = false;
        _insideWord = false;
    }

    /// <summary>Ends the text and gives its hash.</summary>
    /// <returns>SHA-256 of all bytes, in lower-case hexadecimal.</returns>
    public string Finish()
    {
        _packer.Dispose();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packer.Dispose();
        _packed.Dispose();
        _hash.Dispose();
    }

    private void CountWords(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var border = _insideWord ? piece.IndexOfAny(WhiteSpace) : piece.IndexOfAnyExcept(WhiteSpace);
            if (border < 0)
            {
                return;
            }

            _words += _insideWord ? 0 : 1;
            _insideWord = !_insideWord;
            piece = piece[border..];
        }
    }
}
