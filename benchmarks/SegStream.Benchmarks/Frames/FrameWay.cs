namespace SegStream.Benchmarks.Frames;

/// <summary>How frames come into the response.</summary>
internal enum FrameWay
{
    /// <summary>Put together in an array, and copied in one write.</summary>
    Copied,

    /// <summary>Put together in memory of the writer, as the pump does it.</summary>
    InPlace,

    /// <summary>Each written into the writer as it comes; what has been written cannot be taken back.</summary>
    Straight,
}
