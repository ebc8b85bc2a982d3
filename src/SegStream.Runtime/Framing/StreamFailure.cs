namespace SegStream.Framing;

/// <summary>What a client may be told of a failure.</summary>
/// <param name="Code">A short code that programs can compare.</param>
/// <param name="Message">A sentence for people.</param>
internal readonly record struct StreamFailure(string Code, string Message);
