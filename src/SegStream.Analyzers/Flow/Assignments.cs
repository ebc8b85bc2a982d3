using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>What is assigned to the variables of a function, wherever in the function it happens.</summary>
internal sealed class Assignments
{
    private static readonly IReadOnlyList<IOperation> Nothing = [];

    private readonly Dictionary<FlowVariable, List<IOperation>> _values = [];
    private readonly HashSet<FlowVariable> _unknown = [];

    public Assignments(ControlFlowGraph graph)
    {
        var operations = graph.Operations().ToArray();
        foreach (var capture in operations.OfType<IFlowCaptureOperation>())
        {
            Add(new FlowVariable(capture.Id), capture.Value);
        }

        foreach (var operation in operations)
        {
            Collect(operation);
        }
    }

    public IEnumerable<FlowVariable> Variables => _values.Keys;

    /// <summary>The values that simple assignments put into the variable.</summary>
    public IReadOnlyList<IOperation> ValuesOf(FlowVariable variable) => _values.TryGetValue(variable, out var values) ? values : Nothing;

    /// <summary>Whether the variable is also written in ways that are not followed, as by <c>out</c> or deconstruction.</summary>
    public bool HasUnknownValues(FlowVariable variable) => _unknown.Contains(variable);

    /// <summary>The variable that an assignment writes; a temporary that stands for a local as a target is that local.</summary>
    public FlowVariable? TargetOf(IOperation target)
    {
        var variable = FlowVariable.Of(target);
        if (target is IFlowCaptureReferenceOperation && variable is { } temporary)
        {
            foreach (var captured in ValuesOf(temporary))
            {
                if (captured is ILocalReferenceOperation or IParameterReferenceOperation)
                {
                    return FlowVariable.Of(captured);
                }
            }
        }

        return variable;
    }

    private void Collect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment when TargetOf(assignment.Target) is { } target:
                Add(target, assignment.Value);
                break;
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                AddUnknown(assignment.Target);
                AddUnknown(assignment.Value);
                break;
            case ICompoundAssignmentOperation compound:
                AddUnknown(compound.Target);
                break;
            case IIncrementOrDecrementOperation increment:
                AddUnknown(increment.Target);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (var part in deconstruction.Target.DescendantsAndSelf())
                {
                    AddUnknown(part);
                }

                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                AddUnknown(argument.Value);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                _unknown.Add(new FlowVariable(declared));
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                _unknown.Add(new FlowVariable(declared));
                break;
        }
    }

    private void Add(FlowVariable variable, IOperation value)
    {
        if (!_values.TryGetValue(variable, out var values))
        {
            _values.Add(variable, values = []);
        }

        values.Add(value);
    }

    private void AddUnknown(IOperation target)
    {
        if (TargetOf(target.WithoutConversions()) is { } variable)
        {
            _unknown.Add(variable);
        }
        else if (target is IDeclarationExpressionOperation declaration)
        {
            AddUnknown(declaration.Expression);
        }
    }
}
