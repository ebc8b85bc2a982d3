using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>Which variables the lambdas and local functions of a method use.</summary>
internal sealed class CapturedVariables
{
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _used = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _captured = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assignedInside = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _givenAway = new(SymbolEqualityComparer.Default);

    public CapturedVariables(ImmutableArray<IOperation> blocks)
    {
        foreach (var block in blocks)
        {
            Collect(block, ImmutableArray<ISymbol>.Empty);
        }

        CloseOverCalls();
    }

    /// <summary>Whether a lambda or local function uses a variable that it does not declare itself.</summary>
    public bool IsCaptured(ISymbol variable) => _captured.Contains(variable);

    /// <summary>Whether a lambda or local function that does not declare the variable may change it.</summary>
    public bool IsAssignedInside(ISymbol variable) => _assignedInside.Contains(variable);

    /// <summary>Whether a local that holds a delegate is used for anything else than being called or run here and now.</summary>
    public bool IsGivenAway(ISymbol local) => _givenAway.Contains(local);

    /// <summary>Whether the lambda or local function uses the variable, itself or through a local function that it calls.</summary>
    public bool Uses(IMethodSymbol function, ISymbol variable) => _used.TryGetValue(function.OriginalDefinition, out var used) && used.Contains(variable);

    private void Collect(IOperation operation, ImmutableArray<ISymbol> functions)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                functions = Enter(lambda.Symbol, functions);
                break;
            case ILocalFunctionOperation local:
                functions = Enter(local.Symbol, functions);
                break;
            case ILocalReferenceOperation reference:
                Use(reference.Local, functions);
                UseDelegate(reference);
                MayAssign(reference, reference.Local, functions);
                break;
            case IParameterReferenceOperation reference:
                Use(reference.Parameter, functions);
                MayAssign(reference, reference.Parameter, functions);
                break;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call:
                Use(call.TargetMethod.OriginalDefinition, functions);
                break;
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                Use(reference.Method.OriginalDefinition, functions);
                break;
        }

        foreach (var child in operation.ChildOperations)
        {
            Collect(child, functions);
        }
    }

    private ImmutableArray<ISymbol> Enter(IMethodSymbol function, ImmutableArray<ISymbol> functions)
    {
        _used[function.OriginalDefinition] = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return functions.Add(function.OriginalDefinition);
    }

    private void Use(ISymbol symbol, ImmutableArray<ISymbol> functions)
    {
        foreach (var function in functions)
        {
            _used[function].Add(symbol);
            if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function))
            {
                _captured.Add(symbol);
            }
        }
    }

    private void UseDelegate(ILocalReferenceOperation reference)
    {
        if (reference.Local.Type.TypeKind != TypeKind.Delegate)
        {
            return;
        }

        var isUsedHere = reference.Parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call && ReferenceEquals(call.Instance, reference)
            || reference.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)
            || DelegateRuns.IsArgumentThatRuns(reference);
        if (!isUsedHere)
        {
            _givenAway.Add(reference.Local);
        }
    }

    private void MayAssign(IOperation reference, ISymbol symbol, ImmutableArray<ISymbol> functions)
    {
        if (functions.IsEmpty || SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, functions[functions.Length - 1]))
        {
            return;
        }

        var isTarget = reference.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)
            || reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } or ITupleOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } };
        if (isTarget)
        {
            _assignedInside.Add(symbol);
        }
    }

    private void CloseOverCalls()
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var used in _used.Values)
            {
                foreach (var called in used.Where(symbol => symbol is IMethodSymbol).ToArray())
                {
                    if (_used.TryGetValue(called, out var inner) && !ReferenceEquals(inner, used))
                    {
                        var count = used.Count;
                        used.UnionWith(inner);
                        changed |= used.Count != count;
                    }
                }
            }
        }
        while (changed);
    }
}
