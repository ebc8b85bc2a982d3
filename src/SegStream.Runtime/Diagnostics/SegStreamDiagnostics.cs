namespace SegStream;

/// <summary>The names under which SegStream can be observed. <c>docs/operations.md</c> lists the instruments, the activity and the log messages.</summary>
public static class SegStreamDiagnostics
{
    /// <summary>The meter of all instruments, made by the application's <c>IMeterFactory</c>.</summary>
    public const string MeterName = "SegStream";

    /// <summary>The source of the activities, one for each stream.</summary>
    public const string ActivitySourceName = "SegStream";

    /// <summary>The category of all log messages.</summary>
    public const string LogCategory = "SegStream";
}
