namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>
/// Runs a random program along all of its paths, by the structure of the program and not by a graph, and says what the analyzer has to report.
/// Calls may throw or not, unknown conditions go both ways, loops run until no new state appears.
/// </summary>
internal sealed class PathOracle
{
    private const string Anything = "Exception";

    private readonly Dictionary<int, PathOracleSite> _sites = [];
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

    /// <summary>What has to be reported for the program: the rule about its missing end, and one for each call that comes too late, with the number of its site.</summary>
    public static IReadOnlyList<string> Judge(RandomProgram program)
    {
        var oracle = new PathOracle();
        var leaks = false;
        for (var arguments = 0; arguments < 4; arguments++)
        {
            foreach (var outcome in oracle.Run(program, new State(Phase.Open, arguments, default), caught: Anything))
            {
                leaks |= outcome.Way is Way.Normal or Way.Return && outcome.State.Phase == Phase.Open;
            }
        }

        var verdicts = oracle._sites.Select(site => site.Value.Verdict(site.Key)).OfType<string>();
        return [.. (leaks ? verdicts.Append(oracle._endsAnywhere ? "SEG0102" : "SEG0101") : verdicts).Order(StringComparer.Ordinal)];
    }

    private HashSet<Outcome> Run(RandomProgram program, State state, string caught)
    {
        switch (program)
        {
            case RandomProgram.Work or RandomProgram.SendElsewhere:
                return [new Outcome(Way.Normal, state), Thrown(state, Anything)];
            case RandomProgram.Send send:
                Site(send.Site).Sends(send.Case, state.Past);
                return [new Outcome(Way.Normal, state with { Past = state.Past.AndSent(send.Case) }), Thrown(state, Anything)];
            case RandomProgram.End end:
                return [End(end.Site, "EndStream", state)];
            case RandomProgram.Fail fail:
                return [End(fail.Site, "Fail", state), Thrown(state, Anything)];
            case RandomProgram.Keep or RandomProgram.EndElsewhere:
                var kept = Leave(state, Phase.Kept);
                return [new Outcome(Way.Normal, kept), Thrown(kept, Anything)];
            case RandomProgram.Return:
                return [new Outcome(Way.Return, state)];
            case RandomProgram.Break:
                return [new Outcome(Way.Break, state)];
            case RandomProgram.Continue:
                return [new Outcome(Way.Continue, state)];
            case RandomProgram.Throw { Again: true }:
                return [Thrown(state, caught)];
            case RandomProgram.Throw:
                // Making the exception is a call too.
                return [Thrown(state, "InvalidOperationException"), Thrown(state, Anything)];
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

    private static Outcome Thrown(State state, string exception) => new(Way.Throw, state with { Past = state.Past.InDoubt() }, exception);

    private PathOracleSite Site(int number)
    {
        if (!_sites.TryGetValue(number, out var site))
        {
            _sites.Add(number, site = new PathOracleSite());
        }

        return site;
    }

    private Outcome End(int site, string how, State state)
    {
        Site(site).Ends(how, state.Past);
        return new Outcome(Way.Normal, Leave(state, Phase.Ended) with { Past = state.Past.AndEnded(how) });
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
        state = state with { Past = state.Past.InDoubt() };
        if (branch.Flag is { } flag)
        {
            return Run((state.Flags & (1 << flag)) != 0 ? branch.Then : branch.Else, state, caught);
        }

        var outcomes = Run(branch.Then, state, caught);
        outcomes.UnionWith(Run(branch.Else, state, caught));
        outcomes.Add(Thrown(state, Anything));
        return outcomes;
    }

    private HashSet<Outcome> RunLoop(RandomProgram.Loop loop, State state, string caught)
    {
        var outcomes = new HashSet<Outcome>();
        var seen = new HashSet<State> { state };
        var open = new Queue<State>(seen);
        while (open.TryDequeue(out var before))
        {
            var inside = before;
            if (!loop.Endless)
            {
                inside = before with { Past = before.Past.InDoubt() };
                outcomes.Add(new Outcome(Way.Normal, inside));
                outcomes.Add(Thrown(before, Anything));
            }

            foreach (var outcome in Run(loop.Body, inside, caught))
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
                // Whether an exception is on its way is a condition like any other.
                after.Add(end.Way != Way.Normal ? end : outcome.Way == Way.Throw ? Thrown(end.State, outcome.Exception!) : outcome with { State = end.State });
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

    private readonly record struct State(Phase Phase, int Flags, PathOraclePast Past);

    private readonly record struct Outcome(Way Way, State State, string? Exception = null);
}
