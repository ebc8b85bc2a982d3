namespace SegStream.Runtime.Tests.Hosting;

/// <summary>A numbered event; every tenth replaces the one ten before it where a stream coalesces.</summary>
internal sealed record Reading(int Number) : ICoalesceKey
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 10).Select(key => $"{key}")];

    public string? GetCoalesceKey() => Keys[Number % Keys.Length];
}
