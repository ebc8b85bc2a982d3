namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>
/// Runs a random program along all of its paths, by the structure of the program and not by a graph, and says what the analyzer has to report.
/// Calls may throw or not, unknown conditions go both ways, loops run until no new state appears.
/// </summary>
internal sealed class PathOracle
{
    private const string Anything = "Exception";

    private bool _endsAnywhere;

    private enum Phase
    {
        Open,
        Ended,
        Kept,
    }

    private enum Way
    {
        Normal,
        Return,
        Break,
        Continue,
        Throw,
    }

    /// <summary>The id of the rule that the program breaks; null for none.</summary>
    public static string? Judge(RandomProgram program)
    {
        var oracle = new PathOracle();
        var leaks = false;
        for (var arguments = 0; arguments < 4; arguments++)
        {
            foreach (var outcome in oracle.Run(program, new State(Phase.Open, arguments), caught: Anything))
            {
                leaks |= outcome.Way is Way.Normal or Way.Return && outcome.State.Phase == Phase.Open;
            }
        }

        return !leaks ? null : oracle._endsAnywhere ? "SEG0102" : "SEG0101";
    }

    private HashSet<Outcome> Run(RandomProgram program, State state, string caught)
    {
        switch (program)
        {
            case RandomProgram.Work:
                return [new Outcome(Way.Normal, state), new Outcome(Way.Throw, state, Anything)];
            case RandomProgram.End:
                return [new Outcome(Way.Normal, Leave(state, Phase.Ended))];
            case RandomProgram.Keep:
                var kept = Leave(state, Phase.Kept);
                return [new Outcome(Way.Normal, kept), new Outcome(Way.Throw, kept, Anything)];
            case RandomProgram.Return:
                return [new Outcome(Way.Return, state)];
            case RandomProgram.Break:
                return [new Outcome(Way.Break, state)];
            case RandomProgram.Continue:
                return [new Outcome(Way.Continue, state)];
            case RandomProgram.Throw { Again: true }:
                return [new Outcome(Way.Throw, state, caught)];
            case RandomProgram.Throw:
                // Making the exception is a call too.
                return [new Outcome(Way.Throw, state, "InvalidOperationException"), new Outcome(Way.Throw, state, Anything)];
            case RandomProgram.SetFlag set:
                var bit = 1 << set.Flag;
                return [new Outcome(Way.Normal, state with { Flags = set.Value ? state.Flags | bit : state.Flags & ~bit })];
            case RandomProgram.Block block:
                return RunAll(block.Statements, state, caught);
            case RandomProgram.If branch:
                return RunIf(branch, state, caught);
            case RandomProgram.Loop loop:
                return RunLoop(loop, state, caught);
            case RandomProgram.Try attempt:
                return RunTry(attempt, state, caught);
            default:
                throw new NotSupportedException(program.GetType().Name);
        }
    }

    private State Leave(State state, Phase phase)
    {
        _endsAnywhere = true;
        return state.Phase == Phase.Open ? state with { Phase = phase } : state;
    }

    private HashSet<Outcome> RunAll(IReadOnlyList<RandomProgram> statements, State state, string caught)
    {
        var outcomes = new HashSet<Outcome>();
        var current = new HashSet<State> { state };
        foreach (var statement in statements)
        {
            var next = new HashSet<State>();
            foreach (var outcome in current.SelectMany(before => Run(statement, before, caught)))
            {
                if (outcome.Way == Way.Normal)
                {
                    next.Add(outcome.State);
                }
                else
                {
                    outcomes.Add(outcome);
                }
            }

            current = next;
        }

        outcomes.UnionWith(current.Select(last => new Outcome(Way.Normal, last)));
        return outcomes;
    }

    private HashSet<Outcome> RunIf(RandomProgram.If branch, State state, string caught)
    {
        if (branch.Flag is { } flag)
        {
            return Run((state.Flags & (1 << flag)) != 0 ? branch.Then : branch.Else, state, caught);
        }

        var outcomes = Run(branch.Then, state, caught);
        outcomes.UnionWith(Run(branch.Else, state, caught));
        outcomes.Add(new Outcome(Way.Throw, state, Anything));
        return outcomes;
    }

    private HashSet<Outcome> RunLoop(RandomProgram.Loop loop, State state, string caught)
    {
        var outcomes = new HashSet<Outcome>();
        var seen = new HashSet<State> { state };
        var open = new Queue<State>(seen);
        while (open.TryDequeue(out var before))
        {
            if (!loop.Endless)
            {
                outcomes.Add(new Outcome(Way.Normal, before));
                outcomes.Add(new Outcome(Way.Throw, before, Anything));
            }

            foreach (var outcome in Run(loop.Body, before, caught))
            {
                switch (outcome.Way)
                {
                    case Way.Normal or Way.Continue when seen.Add(outcome.State):
                        open.Enqueue(outcome.State);
                        break;
                    case Way.Break:
                        outcomes.Add(new Outcome(Way.Normal, outcome.State));
                        break;
                    case Way.Return or Way.Throw:
                        outcomes.Add(outcome);
                        break;
                }
            }
        }

        return outcomes;
    }

    private HashSet<Outcome> RunTry(RandomProgram.Try attempt, State state, string caught)
    {
        var outcomes = new HashSet<Outcome>();
        foreach (var outcome in Run(attempt.Body, state, caught))
        {
            outcomes.UnionWith(outcome.Way == Way.Throw ? Catch(attempt.Handlers, outcome) : [outcome]);
        }

        if (attempt.Finally is not { } last)
        {
            return outcomes;
        }

        var after = new HashSet<Outcome>();
        foreach (var outcome in outcomes)
        {
            foreach (var end in Run(last, outcome.State, caught))
            {
                after.Add(end.Way == Way.Normal ? outcome with { State = end.State } : end);
            }
        }

        return after;
    }

    private HashSet<Outcome> Catch(IReadOnlyList<RandomProgram.Handler> handlers, Outcome thrown)
    {
        var outcomes = new HashSet<Outcome>();
        foreach (var handler in handlers)
        {
            var always = handler.Type == Anything || handler.Type == thrown.Exception;
            if (always || thrown.Exception == Anything)
            {
                outcomes.UnionWith(Run(handler.Body, thrown.State, handler.Type));
            }

            if (always)
            {
                return outcomes;
            }
        }

        outcomes.Add(thrown);
        return outcomes;
    }

    private readonly record struct State(Phase Phase, int Flags);

    private readonly record struct Outcome(Way Way, State State, string? Exception = null);
}
