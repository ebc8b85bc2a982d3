namespace SegStream.Browser.Tests.EventSourceTests;

/// <summary>One event as it is sent.</summary>
/// <param name="Data">The data, with any line ends.</param>
/// <param name="Name">The event name; null for an unnamed message.</param>
/// <param name="Id">The id; null to leave it as it is.</param>
public sealed record Vector(string Data, string? Name = null, string? Id = null);
