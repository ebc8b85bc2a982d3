using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// The names under which a function knows one stream. A variable is such a name only when nothing else than streams that the function created,
/// or null, is ever assigned to it; assigning the stream to any other variable counts as letting it go.
/// </summary>
internal sealed class StreamAliases
{
    private readonly StreamDuty _duty;
    private readonly StreamSymbols _symbols;
    private readonly HashSet<FlowVariable> _names = [];
    private readonly HashSet<FlowVariable> _mixed = [];
    private readonly HashSet<ISymbol> _around;

    public StreamAliases(StreamDuty duty, Assignments assignments, CapturedVariables captured, StreamSymbols symbols, ISymbol? function, IEnumerable<ISymbol>? around = null)
    {
        _around = new HashSet<ISymbol>(around ?? [], SymbolEqualityComparer.Default);
        _duty = duty;
        _symbols = symbols;
        do
        {
            Grow(assignments);
        }
        while (RemoveMixed(assignments, captured, function));
    }

    /// <summary>Whether the duty cannot be followed at all: the parameter that holds the stream is assigned to.</summary>
    public static bool IsLost(StreamDuty duty, Assignments assignments, CapturedVariables captured)
        => duty.Parameter is { } parameter
            && (captured.IsAssignedInside(parameter) || assignments.ValuesOf(new FlowVariable(parameter)).Count > 0 || assignments.HasUnknownValues(new FlowVariable(parameter)));

    public bool IsName(FlowVariable variable) => _names.Contains(variable);

    /// <summary>The symbols that are names of the stream.</summary>
    public IEnumerable<ISymbol> Symbols
    {
        get
        {
            foreach (var name in _names)
            {
                if (name.Symbol is { } symbol)
                {
                    yield return symbol;
                }
            }

            foreach (var symbol in _around)
            {
                yield return symbol;
            }

            if (_duty.Parameter is { } parameter)
            {
                yield return parameter;
            }
        }
    }

    /// <summary>Whether the names stand for one stream all the time: none of them also holds another stream that the function creates.</summary>
    public bool NameOneStream(Assignments assignments, bool isMadeAgain)
        => (!isMadeAgain || _names.Count(name => name.Symbol is not null) <= 1)
            && _names.All(name => assignments.ValuesOf(name).All(value => IsStream(value) || !IsCreation(value)));

    /// <summary>Whether the value of the operation is the stream: its sender, its response, or its channel writer.</summary>
    public bool IsStream(IOperation? operation)
    {
        operation = operation?.WithoutConversions();
        switch (operation)
        {
            case null:
                return false;
            case IParameterReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Parameter, _duty.Parameter):
                return true;
            case IPropertyReferenceOperation { Property.Name: "Sender", Instance: { } response } property:
                return _symbols.IsResponse(property.Property.ContainingType) && IsStream(response);
            case IInvocationOperation { TargetMethod.Name: "AsChannelWriter", Instance: { } sender } call:
                return _symbols.IsSender(call.TargetMethod.ContainingType) && IsStream(sender);
            case IInvocationOperation when operation.WatchedStream(_symbols) is { } watched:
                return IsStream(watched);
            case IInvocationOperation call:
                return ReferenceEquals(call, _duty.Creation) || (_duty.Creation is not null && call.Syntax == _duty.Creation.Syntax);
            case IAwaitOperation awaited:
                return IsStream(awaited.WithoutAwait());
            case ISimpleAssignmentOperation assignment:
                return IsStream(assignment.Value);
            default:
                return FlowVariable.Of(operation) is { } variable && (_names.Contains(variable) || (variable.Symbol is { } symbol && _around.Contains(symbol)));
        }
    }

    private void Grow(Assignments assignments)
    {
        _names.Clear();
        bool grown;
        do
        {
            grown = false;
            foreach (var variable in assignments.Variables)
            {
                if (!_names.Contains(variable) && !_mixed.Contains(variable) && assignments.ValuesOf(variable).Any(IsStream))
                {
                    grown |= _names.Add(variable);
                }
            }
        }
        while (grown);
    }

    private bool RemoveMixed(Assignments assignments, CapturedVariables captured, ISymbol? function)
    {
        var found = false;
        foreach (var name in _names)
        {
            if (IsMixed(name, assignments, captured, function))
            {
                found |= _mixed.Add(name);
            }
        }

        return found;
    }

    private bool IsMixed(FlowVariable name, Assignments assignments, CapturedVariables captured, ISymbol? function)
    {
        if (assignments.HasUnknownValues(name))
        {
            return true;
        }

        var values = assignments.ValuesOf(name);
        if (name.Symbol is { } symbol)
        {
            // Variables of an outer function outlive this one, and one that a lambda sees may be changed behind the back of the analysis.
            if (symbol is not ILocalSymbol { RefKind: RefKind.None, IsStatic: false }
                || !SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function)
                || captured.IsAssignedInside(symbol)
                || (values.Count > 1 && captured.IsCaptured(symbol)))
            {
                return true;
            }
        }

        return !values.All(value => IsStream(value) || value.IsNullOrDefault() || IsCreation(value) || IsSelfCapture(value, name));
    }

    private bool IsCreation(IOperation value)
    {
        value = value.WithoutConversions();
        while ((value is IPropertyReferenceOperation { Property.Name: "Sender", Instance: { } response } ? response : value.WatchedStream(_symbols)) is { } inner)
        {
            value = inner.WithoutConversions();
        }

        return value.WithoutAwait() is IInvocationOperation call && _symbols.CreatesStream(call.TargetMethod);
    }

    private static bool IsSelfCapture(IOperation value, FlowVariable name) => FlowVariable.Of(value.WithoutConversions()) is { } variable && variable.Equals(name);
}
