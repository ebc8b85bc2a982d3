namespace SegStream;

/// <summary>Which content codings a stream may use when the client accepts them (RFC 9110, section 12.5.3).</summary>
/// <remarks>
/// A compressed stream is flushed with every batch of events, so that each event can be read as soon as it was sent. A stream that carries a secret beside text that comes from elsewhere should not be
/// compressed over TLS: the length of what is sent tells about the secret (the BREACH attack).
/// </remarks>
public enum StreamCompression
{
    /// <summary>Nothing is compressed.</summary>
    Off,

    /// <summary><c>gzip</c>. About 340 KB of memory for each stream.</summary>
    Gzip,

    /// <summary><c>br</c>. About 430 KB of memory for each stream; a little smaller on the wire than <see cref="Gzip"/>, and several times the processor time.</summary>
    Brotli,

    /// <summary>What the client prefers, and <c>gzip</c> where it has no preference.</summary>
    Auto,
}
