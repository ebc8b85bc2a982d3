using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// The Boolean variables whose values are followed along a way, so that a flag that says "ended already", or the same condition tested twice,
/// does not make ways that cannot happen. At most <see cref="PathState.MaxFacts"/> of them: each can triple the number of states.
/// </summary>
internal sealed class KnownBooleans
{
    private readonly Dictionary<FlowVariable, int> _indexes = [];

    public KnownBooleans(FlowFunction function, Assignments assignments, CapturedVariables captured, Func<IOperation, bool> tellsOfStream)
    {
        var hasLoop = HasLoop(function.Graph);
        foreach (var (variable, tests) in Tested(function.Graph))
        {
            if (_indexes.Count == PathState.MaxFacts)
            {
                break;
            }

            if (CanBeFollowed(variable, function, assignments, captured)
                && (tests > 1 || hasLoop || assignments.ValuesOf(variable).Any(value => value.ConstantValue.HasValue || value.DescendantsAndSelf().Any(tellsOfStream))))
            {
                _indexes.Add(variable, _indexes.Count);
            }
        }
    }

    public int? IndexOf(IOperation operation)
        => FlowVariable.Of(operation) is { } variable && _indexes.TryGetValue(variable, out var index) ? index : null;

    public int? IndexOf(FlowVariable variable) => _indexes.TryGetValue(variable, out var index) ? index : null;

    private static bool CanBeFollowed(FlowVariable variable, FlowFunction function, Assignments assignments, CapturedVariables captured)
    {
        if (assignments.HasUnknownValues(variable))
        {
            return false;
        }

        return variable.Symbol switch
        {
            null => true,
            IParameterSymbol { RefKind: not RefKind.None } => false,
            ILocalSymbol { RefKind: not RefKind.None } => false,
            var symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function.Symbol)
                && (!captured.IsCaptured(symbol) || assignments.ValuesOf(variable).Count == 0),
        };
    }

    // In a loop one test is made many times.
    private static bool HasLoop(ControlFlowGraph graph)
        => graph.Blocks.Any(block => block.FallThroughSuccessor?.Destination?.Ordinal <= block.Ordinal || block.ConditionalSuccessor?.Destination?.Ordinal <= block.Ordinal);

    private static IEnumerable<(FlowVariable Variable, int Tests)> Tested(ControlFlowGraph graph)
    {
        var order = new List<FlowVariable>();
        var tests = new Dictionary<FlowVariable, int>();
        foreach (var block in graph.Blocks)
        {
            if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is null)
            {
                continue;
            }

            foreach (var operation in block.BranchValue.DescendantsAndSelf())
            {
                if (operation.Type?.SpecialType == SpecialType.System_Boolean && FlowVariable.Of(operation) is { } variable)
                {
                    if (!tests.TryGetValue(variable, out var count))
                    {
                        order.Add(variable);
                    }

                    tests[variable] = count + 1;
                }
            }
        }

        return order.Select(variable => (variable, tests[variable]));
    }
}
