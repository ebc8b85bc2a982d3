namespace Showcase.Import;

/// <summary>What was counted in a text.</summary>
/// <param name="Bytes">All bytes.</param>
/// <param name="Lines">Lines; a last line without a line feed counts.</param>
/// <param name="Words">Runs of anything but white space.</param>
/// <param name="PackedBytes">The size after compression with Brotli, as far as the compressor has got.</param>
public readonly record struct TextCounts(long Bytes, long Lines, long Words, long PackedBytes);
