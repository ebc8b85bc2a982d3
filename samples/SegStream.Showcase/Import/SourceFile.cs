namespace Showcase.Import;

/// <summary>One file of a source tree.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ReadAsync">Reads the whole file.</param>
public sealed record SourceFile(string Path, long Length, Func<CancellationToken, Task<byte[]>> ReadAsync);
