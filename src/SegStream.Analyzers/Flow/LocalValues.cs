using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// What the locals and parameters of a method are assigned, without regard to order. It is collected when it is first asked for,
/// so that methods without anything of interest cost nothing.
/// </summary>
internal sealed class LocalValues
{
    private readonly Lazy<Dictionary<ISymbol, List<IOperation>?>> _values;

    public LocalValues(ImmutableArray<IOperation> blocks)
    {
        _values = new Lazy<Dictionary<ISymbol, List<IOperation>?>>(() => Collect(blocks));
    }

    /// <summary>The values that a local or parameter is given in the method; null when they are not all known.</summary>
    public IReadOnlyList<IOperation>? Of(ISymbol variable) => _values.Value.TryGetValue(variable, out var values) ? values : [];

    /// <summary>The value of a local that is assigned once; null for any other.</summary>
    public IOperation? Single(ISymbol local) => Of(local) is { Count: 1 } values ? values[0] : null;

    private static Dictionary<ISymbol, List<IOperation>?> Collect(ImmutableArray<IOperation> blocks)
    {
        var values = new Dictionary<ISymbol, List<IOperation>?>(SymbolEqualityComparer.Default);
        foreach (var operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                    Add(values, declarator.Symbol, value);
                    break;
                case ISimpleAssignmentOperation { IsRef: false } assignment when Variable(assignment.Target) is { } target:
                    Add(values, target, assignment.Value);
                    break;
                case ICoalesceAssignmentOperation assignment when Variable(assignment.Target) is { } target:
                    Add(values, target, assignment.Value);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when Variable(argument.Value) is { } target:
                    values[target] = null;
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    foreach (var target in deconstruction.Target.DescendantsAndSelf().Select(Variable).OfType<ISymbol>())
                    {
                        values[target] = null;
                    }

                    break;
            }
        }

        return values;
    }

    private static ISymbol? Variable(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => Variable(declaration.Expression),
        _ => null,
    };

    private static void Add(Dictionary<ISymbol, List<IOperation>?> values, ISymbol variable, IOperation value)
    {
        if (!values.TryGetValue(variable, out var known))
        {
            values.Add(variable, [value]);
        }
        else
        {
            known?.Add(value);
        }
    }
}
