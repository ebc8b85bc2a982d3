using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>A place that holds a value during a function: a local, a parameter, or a temporary of the control flow graph.</summary>
internal readonly struct FlowVariable : IEquatable<FlowVariable>
{
    private readonly CaptureId _temporary;

    public FlowVariable(ISymbol symbol)
    {
        Symbol = symbol;
        _temporary = default;
    }

    public FlowVariable(CaptureId temporary)
    {
        Symbol = null;
        _temporary = temporary;
    }

    /// <summary>The local or parameter; null for a temporary.</summary>
    public ISymbol? Symbol { get; }

    /// <summary>The variable that an operation reads or writes, if it is one.</summary>
    public static FlowVariable? Of(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => new FlowVariable(local.Local),
        IParameterReferenceOperation parameter => new FlowVariable(parameter.Parameter),
        IFlowCaptureReferenceOperation capture => new FlowVariable(capture.Id),
        _ => null,
    };

    public bool Equals(FlowVariable other) => SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && _temporary.Equals(other._temporary);

    public override bool Equals(object? obj) => obj is FlowVariable other && Equals(other);

    public override int GetHashCode() => Symbol is null ? _temporary.GetHashCode() : SymbolEqualityComparer.Default.GetHashCode(Symbol);
}
