namespace SegStream.Browser.Tests.EventSourceTests;

/// <summary>One event as the browser hands it to a page.</summary>
/// <param name="Type">The event name; <c>message</c> for an unnamed one.</param>
/// <param name="Data">The data, its lines joined by LF.</param>
/// <param name="LastEventId">The last id that the browser has seen.</param>
public sealed record Received(string Type, string Data, string LastEventId);
