namespace SegStream.Soak.Stopping;

/// <summary>How a host with open streams has stopped.</summary>
/// <param name="Duration">From the call of <c>StopAsync</c> to its end.</param>
/// <param name="Ended">Clients whose body came to its proper end.</param>
/// <param name="Broken">Clients whose connection was broken off.</param>
internal sealed record StopResult(TimeSpan Duration, int Ended, int Broken);
