namespace SegStream.Benchmarks.Load;

/// <summary>How a load client tells the events of a body apart.</summary>
internal enum EventCounting
{
    /// <summary>By the blank lines of Server-Sent Events.</summary>
    SseFrames,

    /// <summary>By line feeds.</summary>
    Lines,

    /// <summary>By closing braces, of which each event has one.</summary>
    Objects,

    /// <summary>By length: each event has 64 bytes.</summary>
    Blocks,
}
