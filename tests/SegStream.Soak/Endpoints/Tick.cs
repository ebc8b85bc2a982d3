using System.Globalization;

namespace SegStream.Soak.Endpoints;

/// <summary>A numbered event.</summary>
/// <param name="Source">Which of the stream's senders made it.</param>
/// <param name="Number">Its number among that sender's accepted events.</param>
/// <param name="Padding">What makes it larger.</param>
public sealed record Tick(int Source, long Number, string Padding) : ICoalesceKey
{
    internal const int Keys = 8;

    /// <inheritdoc/>
    public string? GetCoalesceKey() => string.Create(CultureInfo.InvariantCulture, $"{Source}/{Number % Keys}");
}
