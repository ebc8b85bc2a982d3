namespace SegStream.Scheduling;

/// <summary>A schedule under which a scenario does not hold.</summary>
internal sealed class ScheduleFailedException(string message, Exception cause) : Exception(message, cause);
