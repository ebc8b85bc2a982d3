using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// Follows every way through a function from its entry to its normal exits and notes the exits that are reached while the stream is open.
/// The graph has no edges for exceptions: they are added here, from each point that may throw to the handlers and finally regions around it.
/// Time is linear in blocks × states; a function with more than <see cref="MaxPoints"/> points is left alone.
/// </summary>
internal sealed class PathExplorer
{
    private const int MaxPoints = 20_000;

    private readonly ControlFlowGraph _graph;
    private readonly StreamEffects _effects;
    private readonly Conditions _conditions;
    private readonly StreamSymbols _symbols;
    private readonly CancellationToken _cancellationToken;
    private readonly Continuation.Pool _continuations = new();
    private readonly HashSet<(int Block, PathState State, Continuation? After)> _seen = [];
    private readonly Queue<(int Block, PathState State, Continuation? After)> _open = new();
    private readonly HashSet<ControlFlowBranch> _leaks = [];

    public PathExplorer(ControlFlowGraph graph, StreamEffects effects, Conditions conditions, StreamSymbols symbols, CancellationToken cancellationToken)
    {
        _graph = graph;
        _effects = effects;
        _conditions = conditions;
        _symbols = symbols;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Whether every way was followed.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The branches that leave the function while the stream is open; none when the function is too large to be followed.</summary>
    public IReadOnlyCollection<ControlFlowBranch> Explore(PathState start)
    {
        Enter(_graph.Blocks[0], start, after: null);
        while (_open.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (_seen.Count > MaxPoints)
            {
                IsComplete = false;
                return [];
            }

            var (block, state, after) = _open.Dequeue();
            Run(_graph.Blocks[block], state, after);
        }

        return _leaks;
    }

    private void Enter(BasicBlock block, PathState state, Continuation? after)
    {
        if (_seen.Add((block.Ordinal, state, after)))
        {
            _open.Enqueue((block.Ordinal, state, after));
        }
    }

    private void Run(BasicBlock block, PathState state, Continuation? after)
    {
        var isReturn = block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return;
        var states = new List<PathState> { state };
        foreach (var root in block.Roots())
        {
            var next = new List<PathState>();
            foreach (var before in states)
            {
                var isReturned = isReturn && ReferenceEquals(root, block.BranchValue);
                next.AddRange(_effects.Run(root, isReturned, before, thrown => Throw(block.EnclosingRegion, thrown, after, exception: null, isExact: false)));
            }

            states = next;
        }

        foreach (var last in states)
        {
            Leave(block, last, after);
        }
    }

    private void Leave(BasicBlock block, PathState state, Continuation? after)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is null)
        {
            Follow(block.FallThroughSuccessor, state, after);
            return;
        }

        if (!IsForced(block.BranchValue, state))
        {
            state = state.Uncertain();
        }

        var whenTaken = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (_conditions.Assume(block.BranchValue, whenTaken, state) is { } taken)
        {
            Follow(block.ConditionalSuccessor, taken, after);
        }

        if (_conditions.Assume(block.BranchValue, !whenTaken, state) is { } fallen)
        {
            Follow(block.FallThroughSuccessor, fallen, after);
        }
    }

    // What is known of variables may come from conditions that cannot all hold, so it does not make an outcome certain.
    private bool IsForced(IOperation condition, PathState state)
        => _conditions.Assume(condition, outcome: true, state.WithoutFacts()) is null || _conditions.Assume(condition, outcome: false, state.WithoutFacts()) is null;

    private void Follow(ControlFlowBranch? branch, PathState state, Continuation? after)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Regular:
            case ControlFlowBranchSemantics.Return:
                GoOn(branch, 0, state, after);
                break;
            case ControlFlowBranchSemantics.Throw:
                var thrown = branch.Source.BranchValue?.WithoutConversions();
                Throw(branch.Source.EnclosingRegion, state, after, thrown?.Type, thrown is IObjectCreationOperation);
                break;
            case ControlFlowBranchSemantics.Rethrow:
                Throw(branch.Source.EnclosingRegion, state, after, CaughtIn(branch.Source.EnclosingRegion), isExact: false);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling when after is not null && IsInside(branch.Source.EnclosingRegion, after.Running):
                EndFinally(after, state);
                break;
        }
    }

    private void GoOn(ControlFlowBranch branch, int position, PathState state, Continuation? after)
    {
        if (position < branch.FinallyRegions.Length)
        {
            var running = branch.FinallyRegions[position];
            Enter(_graph.Blocks[running.FirstBlockOrdinal], state, _continuations.Of(after, running, branch, position));
        }
        else if (branch.Destination is { Kind: BasicBlockKind.Exit })
        {
            if (state.Phase == StreamPhase.Open)
            {
                _leaks.Add(branch);
            }
        }
        else if (branch.Destination is { } destination)
        {
            Enter(destination, state, after);
        }
    }

    private void EndFinally(Continuation finished, PathState state)
    {
        if (finished.Branch is { } branch)
        {
            GoOn(branch, finished.Position + 1, state, finished.Outer);
        }
        else
        {
            Throw(finished.Running.EnclosingRegion!, state, finished.Outer, finished.Exception, finished.IsExact);
        }
    }

    private void Throw(ControlFlowRegion from, PathState state, Continuation? after, ITypeSymbol? exception, bool isExact)
    {
        state = state.Uncertain();

        // The root of a lambda lies in a region of the method around it, whose blocks are of another graph; what happens there is not for here.
        for (var region = from; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } around }; region = around)
        {
            if (after is not null && ReferenceEquals(after.Running, region))
            {
                after = after.Outer;
            }

            if (region.Kind != ControlFlowRegionKind.Try)
            {
                continue;
            }

            if (around.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                var running = around.NestedRegions[1];
                Enter(_graph.Blocks[running.FirstBlockOrdinal], state, _continuations.Of(after, running, exception, isExact));
                return;
            }

            if (IsCaught(around, state, after, exception, isExact))
            {
                return;
            }
        }
    }

    private bool IsCaught(ControlFlowRegion tryAndCatch, PathState state, Continuation? after, ITypeSymbol? exception, bool isExact)
    {
        foreach (var handler in tryAndCatch.NestedRegions.Skip(1))
        {
            var always = CatchesAll(handler.ExceptionType) || IsOrDerives(exception, handler.ExceptionType);
            if (!always && exception is not null && (isExact || !IsOrDerives(handler.ExceptionType, exception)))
            {
                continue;
            }

            // A cancelled producer has nobody left to end the stream for.
            var caught = _symbols.IsCancellation(handler.ExceptionType) ? state.Discharged() : state;
            Enter(_graph.Blocks[handler.FirstBlockOrdinal], caught, after);
            if (always && handler.Kind == ControlFlowRegionKind.Catch)
            {
                return true;
            }
        }

        return false;
    }

    private static bool CatchesAll(ITypeSymbol? type)
        => type is null or { SpecialType: SpecialType.System_Object } || (type.Name == "Exception" && type.ContainingNamespace?.ToDisplayString() == "System");

    private static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static ITypeSymbol? CaughtIn(ControlFlowRegion? region)
    {
        while (region is not null && region.Kind != ControlFlowRegionKind.Catch)
        {
            region = region.EnclosingRegion;
        }

        return region?.ExceptionType is { SpecialType: not SpecialType.System_Object } type ? type : null;
    }

    private static bool IsInside(ControlFlowRegion? region, ControlFlowRegion outer)
    {
        while (region is not null && !ReferenceEquals(region, outer))
        {
            region = region.EnclosingRegion;
        }

        return region is not null;
    }
}
