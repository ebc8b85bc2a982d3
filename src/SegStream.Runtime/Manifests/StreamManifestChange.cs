namespace SegStream;

/// <summary>A change between two manifests that breaks clients which were made for the old one.</summary>
/// <param name="Kind">What has changed.</param>
/// <param name="Function">The function, by its name in the old manifest.</param>
/// <param name="Place">Where in the function: <c>parameters.take</c>, <c>events.progress.total</c>; empty for the function as a whole.</param>
/// <param name="Message">What has changed and why it matters, in a sentence.</param>
public sealed record StreamManifestChange(StreamManifestChangeKind Kind, string Function, string Place, string Message)
{
    /// <summary>Function, place and message in one line, for the failure of a test.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => Place.Length == 0 ? $"{Function}: {Message}" : $"{Function}, {Place}: {Message}";
}
