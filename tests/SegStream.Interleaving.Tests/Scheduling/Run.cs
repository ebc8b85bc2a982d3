namespace SegStream.Scheduling;

/// <summary>The run that is on; scenarios ask it for the time, and wait in it.</summary>
internal static class Run
{
    private static Schedule? s_schedule;

    public static int Clock => s_schedule!.Clock;

    public static void Begin(Schedule schedule) => s_schedule = schedule;

    /// <summary>Waits for a condition that other threads of the run bring about.</summary>
    public static void WaitUntil(Func<bool> condition, string what) => ((ScheduledThread)Participant.Current!).WaitUntil(condition, what);
}
