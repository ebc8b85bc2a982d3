namespace SegStream.Broadcasting;

/// <summary>Stands in for the place in a log, which has no part in parking.</summary>
internal class LogCursor
{
    protected static void Follow(object log, LagLimits limits) => _ = (log, limits);
}
