namespace SegStream.Broadcasting;

/// <summary>How far a stream may be behind the logs that it follows. One object for all streams of an endpoint.</summary>
/// <param name="Events">Events, at least 1.</param>
/// <param name="Bytes">Bytes of frames, at least 1. The newest event of a log is within the limit whatever its size.</param>
/// <param name="Disconnects">Whether a stream that is further behind is ended; otherwise it loses the oldest events.</param>
/// <param name="Shares">Whether the stream can take frames that are made for many. One that cannot gets its events through its own queue.</param>
internal sealed record LagLimits(int Events, int Bytes, bool Disconnects = false, bool Shares = true)
{
    public const int DefaultBytes = 1024 * 1024;

    public static LagLimits Default { get; } = new(1024, DefaultBytes);
}
