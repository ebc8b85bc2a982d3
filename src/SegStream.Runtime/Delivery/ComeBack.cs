namespace SegStream.Delivery;

/// <summary>When the clients of a host that stops are asked to connect again.</summary>
internal static class ComeBack
{
    /// <summary>1 to 5 seconds. Clients that all come back at the same moment would bring the next node down.</summary>
    public static TimeSpan After() => TimeSpan.FromMilliseconds(Random.Shared.Next(1_000, 5_000));
}
