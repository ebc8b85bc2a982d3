using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>What the operations of a function do to the stream: create it, end it, let it go, or only use it.</summary>
internal sealed class StreamEffects
{
    private readonly FlowFunction _function;
    private readonly StreamDuty _duty;
    private readonly StreamAliases _aliases;
    private readonly Assignments _assignments;
    private readonly CapturedVariables _captured;
    private readonly StreamSymbols _symbols;
    private readonly Conditions _conditions;
    private readonly InnerFunctions? _inner;
    private readonly StreamUses? _uses;
    private bool _returns;

    public StreamEffects(FlowFunction function, StreamDuty duty, StreamAliases aliases, Assignments assignments, CapturedVariables captured, StreamSymbols symbols, Conditions conditions, InnerFunctions? inner, StreamUses? uses)
    {
        _inner = inner;
        _uses = uses;
        _function = function;
        _duty = duty;
        _aliases = aliases;
        _assignments = assignments;
        _captured = captured;
        _symbols = symbols;
        _conditions = conditions;
    }

    /// <summary>Whether the duty was met or passed on anywhere.</summary>
    public bool EndsAnywhere { get; private set; }

    /// <summary>Whether the stream is created anew while the one before, made by the same code, is still open.</summary>
    public bool IsOverwritten { get; private set; }

    /// <summary>Runs one operation of a block.</summary>
    /// <param name="root">The operation, or the value that the block ends with.</param>
    /// <param name="isReturned">Whether it is the value that the function returns.</param>
    /// <param name="state">The state before.</param>
    /// <param name="thrown">Told the state of every point at which an exception may leave the operation.</param>
    /// <returns>The states after; none when the operation never returns.</returns>
    public IEnumerable<PathState> Run(IOperation root, bool isReturned, PathState state, Action<PathState> thrown)
    {
        _returns = isReturned;
        if (BooleanAssignment(root) is not var (index, value))
        {
            return Visit(root, ref state, thrown) ? [state] : [];
        }

        if (!Visit(value, ref state, thrown))
        {
            return [];
        }

        var whenTrue = _conditions.Assume(value, outcome: true, state);
        var whenFalse = _conditions.Assume(value, outcome: false, state);
        if (state.Equals(whenTrue) && state.Equals(whenFalse))
        {
            return [state.WithFact(index, null)];
        }

        var states = new List<PathState>(2);
        if (whenTrue is { } isTrue)
        {
            states.Add(isTrue.WithFact(index, true));
        }

        if (whenFalse is { } isFalse)
        {
            states.Add(isFalse.WithFact(index, false));
        }

        return states;
    }

    private (int Index, IOperation Value)? BooleanAssignment(IOperation root)
    {
        if (root is IExpressionStatementOperation statement)
        {
            root = statement.Operation;
        }

        return root switch
        {
            ISimpleAssignmentOperation assignment when _assignments.TargetOf(assignment.Target) is { } target && _conditions.Booleans.IndexOf(target) is { } index => (index, assignment.Value),
            IFlowCaptureOperation capture when _conditions.Booleans.IndexOf(new FlowVariable(capture.Id)) is { } index => (index, capture.Value),
            _ => null,
        };
    }

    private bool Visit(IOperation operation, ref PathState state, Action<PathState> thrown)
    {
        if (operation is IFlowAnonymousFunctionOperation lambda)
        {
            if (_inner is null || !_inner.IsRunHere(lambda) || !_inner.LeavesStreamOpen(lambda, _function.Graph))
            {
                EscapeInto(lambda.Symbol, ref state);
            }

            return true;
        }

        foreach (var child in operation.ChildOperations)
        {
            if (!Visit(child, ref state, thrown))
            {
                return false;
            }
        }

        if (!Perform(operation, ref state, thrown))
        {
            return false;
        }

        // Only now: a stream that the operation creates does not exist before.
        if (_aliases.IsStream(operation))
        {
            Use(operation, ref state);
        }

        return true;
    }

    private bool Perform(IOperation operation, ref PathState state, Action<PathState> thrown)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return Call(call, ref state, thrown);
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                if (_inner is null || !_inner.IsRunHere(reference) || !_inner.LeavesStreamOpen(reference.Method, _function.Graph))
                {
                    EscapeInto(reference.Method, ref state);
                }

                break;
            case IAwaitOperation awaited:
                thrown(state);
                if (awaited.WithoutAwait() is IPropertyReferenceOperation { Property.Name: "Completion", Instance: { } sender } && _aliases.IsStream(sender))
                {
                    state = state.Discharged();
                }

                break;
            case IObjectCreationOperation or IArrayElementReferenceOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation:
            case IPropertyReferenceOperation { Arguments.Length: > 0 }:
            case IConversionOperation { IsImplicit: false, IsTryCast: false, Conversion: { IsIdentity: false, IsNumeric: false } }:
                thrown(state);
                break;
            case ISimpleAssignmentOperation assignment when _assignments.TargetOf(assignment.Target) is { } target && _conditions.Booleans.IndexOf(target) is { } index:
                state = state.WithFact(index, null);
                break;
        }

        return true;
    }

    private bool Call(IInvocationOperation call, ref PathState state, Action<PathState> thrown)
    {
        var method = call.TargetMethod;
        if (ReferenceEquals(call, _duty.Creation))
        {
            thrown(state);
            IsOverwritten |= state.Phase == StreamPhase.Open;
            if (_uses is not null)
            {
                _uses.IsMadeAgain |= state.Phase != StreamPhase.NotCreated;
            }

            state = state.With(StreamPhase.Open).WithUse(StreamUse.None);
            return true;
        }

        if (method.MethodKind == MethodKind.LocalFunction && (_inner is null || !_inner.LeavesStreamOpen(method, _function.Graph)))
        {
            EscapeInto(method, ref state);
        }

        var isOnStream = call.Instance is not null && _aliases.IsStream(call.Instance);
        if (!isOnStream || !NeverThrows(method))
        {
            thrown(state);
        }

        if (isOnStream && (_symbols.EndsStream(method) || (_symbols.IsChannelWriter(method.ContainingType) && method.Name is "TryComplete" or "Complete")))
        {
            Leave(StreamPhase.Ended, ref state);
        }

        _uses?.Call(call, _returns, ref state);
        return !method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute", ContainingNamespace.Name: "CodeAnalysis" });
    }

    private bool NeverThrows(IMethodSymbol method)
        => _symbols.EndsStream(method) || method.Name is "TrySend" or "Dispose" or "AsChannelWriter" or "TryComplete" or "TryWrite" or "OnCompleted" or "OnTimeout" or "OnError";

    private void EscapeInto(IMethodSymbol function, ref PathState state)
    {
        foreach (var symbol in _aliases.Symbols)
        {
            if (_captured.Uses(function, symbol))
            {
                Leave(StreamPhase.Escaped, ref state);
                return;
            }
        }
    }

    private void Use(IOperation stream, ref PathState state)
    {
        switch (stream.Parent)
        {
            case null:
                Return(stream, ref state);
                break;
            case IConversionOperation { OperatorMethod: not null } conversion:
                Convert(conversion, stream, ref state);
                break;
            case IArgumentOperation argument:
                Pass(argument, ref state);
                break;
            case ISimpleAssignmentOperation assignment:
                Assign(assignment, stream, ref state);
                break;
            case IFlowCaptureOperation capture when _aliases.IsName(new FlowVariable(capture.Id)):
            case IConversionOperation or IParenthesizedOperation or IInvocationOperation or IPropertyReferenceOperation or IFieldReferenceOperation or IEventReferenceOperation:
            case IExpressionStatementOperation or IBinaryOperation or IIsNullOperation or IIsTypeOperation or IAwaitOperation or IInterpolationOperation:
                break;
            case IIsPatternOperation pattern when !pattern.Pattern.DescendantsAndSelf().Any(DeclaresName):
                break;
            default:
                Leave(StreamPhase.Escaped, ref state);
                break;
        }
    }

    private static bool DeclaresName(IOperation pattern)
        => pattern is IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null };

    private void Convert(IConversionOperation conversion, IOperation stream, ref PathState state)
    {
        IOperation outermost = conversion;
        while (outermost.Parent is IConversionOperation next)
        {
            outermost = next;
        }

        if (outermost.Parent is null)
        {
            Return(stream, ref state);
        }
        else
        {
            Leave(StreamPhase.Escaped, ref state);
        }
    }

    private void Return(IOperation stream, ref PathState state)
    {
        if (_returns && !(_function.ServesItsResult && _symbols.IsResponse(stream.Type)))
        {
            Leave(StreamPhase.Escaped, ref state);
        }
    }

    private void Pass(IArgumentOperation argument, ref PathState state)
    {
        if (argument.Parameter is not { } parameter)
        {
            Leave(StreamPhase.Escaped, ref state);
        }
        else if (_symbols.EndsStream(parameter))
        {
            Leave(StreamPhase.Ended, ref state);
        }
        else if (!_symbols.Borrows(parameter) && !OnlyLooks(parameter))
        {
            Leave(StreamPhase.Escaped, ref state);
        }
    }

    // Methods of the framework that look at a value and keep nothing of it.
    private static bool OnlyLooks(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol { ContainingType: { } type } method
            && (type.Name, method.Name) is ("ArgumentNullException", "ThrowIfNull") or ("Object", "ReferenceEquals" or "Equals") or ("GC", "KeepAlive" or "SuppressFinalize") or ("Monitor", _) or ("Debug", "Assert")
            && type.ContainingNamespace is { Name: "System" or "Threading" or "Diagnostics" };

    private void Assign(ISimpleAssignmentOperation assignment, IOperation stream, ref PathState state)
    {
        if (ReferenceEquals(assignment.Target, stream) || assignment.Target is IDiscardOperation)
        {
            return;
        }

        if (_assignments.TargetOf(assignment.Target) is not { } target || !_aliases.IsName(target))
        {
            Leave(StreamPhase.Escaped, ref state);
        }
    }

    private void Leave(StreamPhase phase, ref PathState state)
    {
        EndsAnywhere |= state.Phase != StreamPhase.NotCreated;
        if (state.Phase == StreamPhase.Open)
        {
            state = state.With(phase);
        }
    }
}
