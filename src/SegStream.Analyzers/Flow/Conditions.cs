using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>What the outcome of a condition tells about the way on which it was evaluated.</summary>
internal sealed class Conditions
{
    private readonly StreamAliases _aliases;
    private readonly Assignments _assignments;
    private readonly StreamSymbols _symbols;
    private readonly KnownBooleans _booleans;

    public Conditions(FlowFunction function, StreamAliases aliases, Assignments assignments, CapturedVariables captured, StreamSymbols symbols)
    {
        _aliases = aliases;
        _assignments = assignments;
        _symbols = symbols;
        _booleans = new KnownBooleans(function, assignments, captured, TellsOfStream);
    }

    public KnownBooleans Booleans => _booleans;

    /// <summary>The state after the condition had the outcome; null when it cannot have it on this way.</summary>
    public PathState? Assume(IOperation condition, bool outcome, PathState state)
    {
        condition = condition.WithoutConversions();
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant == outcome ? state : null;
        }

        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Assume(not.Operand, !outcome, state);
            case IIsNullOperation test when _aliases.IsStream(test.Operand):
                return AssumeNull(outcome, state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, OperatorMethod: null } binary:
                return AssumeEqual(binary.LeftOperand, binary.RightOperand, outcome, state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, OperatorMethod: null } binary:
                return AssumeEqual(binary.LeftOperand, binary.RightOperand, !outcome, state);
            case IIsPatternOperation pattern:
                return AssumePattern(pattern.Value, pattern.Pattern, outcome, state);
            case IIsTypeOperation test when _aliases.IsStream(test.ValueOperand) && !outcome:
                return AssumeNull(isNull: true, state);
        }

        if (_booleans.IndexOf(condition) is { } index)
        {
            var known = state.Fact(index);
            return known is null || known == outcome ? state.WithFact(index, outcome) : null;
        }

        if (!outcome && IsTick(condition))
        {
            return null;
        }

        return IsOver(condition, outcome) ? state.Discharged() : state;
    }

    // A periodic timer ticks until it is disposed, and a cancelled token makes the wait throw: the loop over it is an endless one.
    private static bool IsTick(IOperation condition)
        => condition.WithoutAwait() is IInvocationOperation { TargetMethod: { Name: "WaitForNextTickAsync", ContainingType: { Name: "PeriodicTimer", ContainingNamespace.Name: "Threading" } } };

    private PathState? AssumeEqual(IOperation left, IOperation right, bool equal, PathState state)
    {
        if (left.ConstantValue.HasValue || left.IsNullOrDefault())
        {
            (left, right) = (right, left);
        }

        if (_aliases.IsStream(left) && right.IsNullOrDefault())
        {
            return AssumeNull(equal, state);
        }

        var constant = right.WithoutConversions().ConstantValue;
        return constant.HasValue ? AssumeConstant(left, constant.Value, equal, state) : state;
    }

    private PathState? AssumePattern(IOperation value, IPatternOperation pattern, bool matches, PathState state)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                return AssumePattern(value, negated.Pattern, !matches, state);
            case IConstantPatternOperation constant when _aliases.IsStream(value) && constant.Value.IsNullOrDefault():
                return AssumeNull(matches, state);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var expected } }:
                return AssumeConstant(value, expected, matches, state);
            case IRecursivePatternOperation or IDeclarationPatternOperation or ITypePatternOperation when _aliases.IsStream(value) && !matches:
                return AssumeNull(isNull: true, state);
            default:
                return state;
        }
    }

    private PathState? AssumeConstant(IOperation value, object? expected, bool equal, PathState state)
    {
        if (expected is bool outcome)
        {
            return Assume(value, outcome == equal, state);
        }

        return equal && expected is int number && number == ClosedOf(value) ? state.Discharged() : state;
    }

    // The stream exists once it was created, so a null test can only be true before that.
    private static PathState? AssumeNull(bool isNull, PathState state) => isNull && state.Phase != StreamPhase.NotCreated ? null : state;

    private bool IsOver(IOperation condition, bool outcome)
    {
        switch (condition.WithoutAwait())
        {
            case IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingNamespace: var ns } }:
                return outcome && ns.Name == "Threading";
            case IPropertyReferenceOperation { Property.Name: "IsConnected", Instance: { } sender }:
                return !outcome && _aliases.IsStream(sender);
            case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully", Instance: IPropertyReferenceOperation { Property.Name: "Completion", Instance: { } sender } }:
                return outcome && _aliases.IsStream(sender);
            case IInvocationOperation { Instance: { } sender, TargetMethod: var method } when _aliases.IsStream(sender) && !outcome:
                return _symbols.IsSender(method.ContainingType)
                    ? _symbols.WithoutTask(method.ReturnType).SpecialType == SpecialType.System_Boolean
                    : method.Name == "WaitToWriteAsync";
            default:
                return false;
        }
    }

    /// <summary>The number of <c>SendResult.Closed</c> when the value is the result of sending on the stream.</summary>
    private int? ClosedOf(IOperation value)
    {
        value = value.WithoutAwait();
        if (value is IInvocationOperation { Instance: { } sender, TargetMethod: var method } && _aliases.IsStream(sender))
        {
            foreach (var member in method.ReturnType.GetMembers("Closed"))
            {
                if (method.ReturnType.Name == "SendResult" && member is IFieldSymbol { HasConstantValue: true, ConstantValue: int number })
                {
                    return number;
                }
            }

            return null;
        }

        if (FlowVariable.Of(value) is not { } variable || _assignments.HasUnknownValues(variable))
        {
            return null;
        }

        int? closed = null;
        foreach (var assigned in _assignments.ValuesOf(variable))
        {
            if (FlowVariable.Of(assigned.WithoutConversions()) is { } other && other.Equals(variable))
            {
                return null;
            }

            closed = ClosedOf(assigned);
            if (closed is null)
            {
                return null;
            }
        }

        return closed;
    }

    private bool TellsOfStream(IOperation operation) => IsOver(operation, outcome: true) || IsOver(operation, outcome: false);
}
