namespace SegStream.Scheduling;

/// <summary>What the threads of a run do, and what has to hold when they are done. Made anew for each run.</summary>
internal interface IScenario
{
    /// <summary>The threads.</summary>
    IReadOnlyList<Action> Threads { get; }

    /// <summary>After the run: throws when something does not hold.</summary>
    void Check();
}
