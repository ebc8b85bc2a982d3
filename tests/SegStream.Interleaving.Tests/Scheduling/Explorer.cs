namespace SegStream.Scheduling;

/// <summary>Runs a scenario under many schedules; a run that fails says how to repeat it.</summary>
internal static class Explorer
{
    private const int MaxRuns = 500_000;

    /// <summary>The seed of the first of the random schedules; SEGSTREAM_SEED repeats those of another test run.</summary>
    private static readonly int FirstSeed = int.TryParse(System.Environment.GetEnvironmentVariable("SEGSTREAM_SEED"), out int seed) ? seed : Random.Shared.Next(1, 1_000_000_000);

    private static readonly int Many = System.Environment.GetEnvironmentVariable("SEGSTREAM_LONG") == "1" ? 50 : 1;

    private static readonly HashSet<string> Nothing = [];

    /// <summary>Stores after which the protocols rely on fences elsewhere.</summary>
    private static readonly HashSet<string> StoresWithLateFences = ["slot.Sequence", "_head", "_logTail"];

    /// <summary>Random schedules. Half of them let stores be seen late.</summary>
    public static void Sample(Func<IScenario> scenario, int schedules)
    {
        schedules *= Many;
        using var crew = new Crew();
        using var memory = new StillMemory();
        for (int i = 0; i < schedules; i++)
        {
            int seed = FirstSeed + i;
            memory.Renew();
            RunOne(crew, scenario, new Schedule(new RandomChoices(seed), i % 2 == 0 ? StoresWithLateFences : Nothing), $"set SEGSTREAM_SEED={seed - (i % 2)} to repeat it");
        }
    }

    /// <summary>One random schedule.</summary>
    public static string Replay(Func<IScenario> scenario, int seed)
    {
        using var crew = new Crew();
        using var memory = new StillMemory();
        memory.Renew();
        return RunOne(crew, scenario, new Schedule(new RandomChoices(seed), StoresWithLateFences), $"seed {seed}").Trace();
    }

    /// <summary>All schedules with at most so many decisions that are not free.</summary>
    /// <param name="scenario">Makes the scenario of a run.</param>
    /// <param name="bound">How many decisions that are not free.</param>
    /// <param name="delayed">Whether stores may be seen late.</param>
    /// <param name="withFencesOfAll">Whether fences of all threads do what they should.</param>
    /// <returns>How many those were.</returns>
    public static int Exhaust(Func<IScenario> scenario, int bound, bool delayed, bool withFencesOfAll = true)
    {
        using var crew = new Crew();
        using var memory = new StillMemory();
        var choices = new ExhaustiveChoices(bound);
        int runs = 0;
        do
        {
            memory.Renew();
            var schedule = new Schedule(choices, delayed ? StoresWithLateFences : Nothing) { IgnoresFencesOfAll = !withFencesOfAll };
            RunOne(crew, scenario, schedule, $"run {runs} of the exhaustive search with bound {bound}");
            Assert.True(++runs <= MaxRuns, $"More than {MaxRuns} schedules: the scenario is too large for bound {bound}.");
        }
        while (choices.MoveNext());
        return runs;
    }

    private static Schedule RunOne(Crew crew, Func<IScenario> make, Schedule schedule, string how)
    {
        Run.Begin(schedule);
        IScenario scenario = make();
        schedule.Run(crew, scenario.Threads);
        Exception? failure = schedule.Failure;
        try
        {
            if (failure is null)
            {
                scenario.Check();
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        if (failure is not null)
        {
            throw new ScheduleFailedException($"{failure.Message}\n{how}\n{schedule.Trace()}", failure);
        }
        return schedule;
    }
}
