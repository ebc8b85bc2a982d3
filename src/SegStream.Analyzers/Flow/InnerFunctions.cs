using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// Looks into the lambdas and local functions that use the stream of the function around them. One that only sends, and comes to its end while the
/// stream is open, takes no duty over; one that ends the stream anywhere, gives it away, or runs until the client is gone, does.
/// </summary>
internal sealed class InnerFunctions
{
    private readonly StreamDuty _duty;
    private readonly StreamAliases _aliases;
    private readonly CapturedVariables _captured;
    private readonly StreamSymbols _symbols;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, bool> _leavesOpen;

    public InnerFunctions(StreamDuty duty, StreamAliases aliases, CapturedVariables captured, StreamSymbols symbols, CancellationToken cancellationToken)
        : this(duty, aliases, captured, symbols, new Dictionary<ISymbol, bool>(SymbolEqualityComparer.Default), cancellationToken)
    {
    }

    private InnerFunctions(StreamDuty duty, StreamAliases aliases, CapturedVariables captured, StreamSymbols symbols, Dictionary<ISymbol, bool> leavesOpen, CancellationToken cancellationToken)
    {
        _leavesOpen = leavesOpen;
        _duty = duty;
        _aliases = aliases;
        _captured = captured;
        _symbols = symbols;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Whether a delegate is called or run by the function that makes it, and kept by nobody.</summary>
    public bool IsRunHere(IOperation function)
    {
        if (DelegateRuns.IsArgumentThatRuns(function))
        {
            return true;
        }

        var parent = function.Parent;
        while (parent is IConversionOperation or IDelegateCreationOperation)
        {
            parent = parent.Parent;
        }

        return parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } && !_captured.IsGivenAway(local);
    }

    public bool LeavesStreamOpen(IFlowAnonymousFunctionOperation lambda, ControlFlowGraph around)
        => LeavesStreamOpen(lambda.Symbol, () => around.GetAnonymousFunctionControlFlowGraph(lambda, _cancellationToken));

    public bool LeavesStreamOpen(IMethodSymbol localFunction, ControlFlowGraph around)
        => LeavesStreamOpen(localFunction, () => around.GetLocalFunctionControlFlowGraphInScope(localFunction.OriginalDefinition, _cancellationToken));

    private bool LeavesStreamOpen(IMethodSymbol symbol, Func<ControlFlowGraph> graph)
    {
        if (!_leavesOpen.TryGetValue(symbol.OriginalDefinition, out var leavesOpen))
        {
            // Functions that call each other are not followed: what is found out about one would rest on a guess about the other.
            _leavesOpen[symbol.OriginalDefinition] = false;
            leavesOpen = Explore(FlowFunction.Inside(graph(), symbol.OriginalDefinition));
            _leavesOpen[symbol.OriginalDefinition] = leavesOpen;
        }

        return leavesOpen;
    }

    private bool Explore(FlowFunction function)
    {
        var assignments = new Assignments(function.Graph);
        var aliases = new StreamAliases(_duty, assignments, _captured, _symbols, function.Symbol, _aliases.Symbols);
        var conditions = new Conditions(function, aliases, assignments, _captured, _symbols);
        var inner = new InnerFunctions(_duty, aliases, _captured, _symbols, _leavesOpen, _cancellationToken);
        var effects = new StreamEffects(function, _duty, aliases, assignments, _captured, _symbols, conditions, inner, uses: null);
        var leaks = new PathExplorer(function.Graph, effects, conditions, _symbols, _cancellationToken).Explore(new PathState(StreamPhase.Open));
        return leaks.Count > 0 && !effects.EndsAnywhere;
    }
}
