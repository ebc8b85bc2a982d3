using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Payloads;

/// <summary>Finds out which modes a response or unified sender can have, as far as one method shows it.</summary>
internal sealed class SenderModes
{
    // Chains of aliases are short; the bound only guards against variables that are assigned to each other.
    private const int MaxDepth = 16;

    private readonly StreamSymbols _symbols;
    private readonly LocalValues _values;

    public SenderModes(StreamSymbols symbols, LocalValues values)
    {
        _symbols = symbols;
        _values = values;
    }

    /// <summary>The possible modes; none when they are not known.</summary>
    public ModeSet Of(IOperation? value) => Of(value, MaxDepth);

    /// <summary>The calls of <c>StreamResponse</c> factories that a value can come from, as far as they are seen.</summary>
    public IEnumerable<IInvocationOperation> Factories(IOperation? value) => Factories(value, MaxDepth);

    private ModeSet Of(IOperation? value, int depth)
    {
        switch (depth == 0 ? null : Unwrap(value))
        {
            case IPropertyReferenceOperation { Property: { Name: "Sender", ContainingType: var type }, Instance: { } response } when _symbols.IsResponse(type):
                return Of(response, depth - 1);
            case IInvocationOperation call when call.WatchedStream(_symbols) is { } response:
                return Of(response, depth - 1);
            case IInvocationOperation call:
                return _symbols.ModeOfFactory(call.TargetMethod);
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }
                when _symbols.IsUnifiedSender(parameter.Type) && _values.Of(parameter) is { Count: 0 }:
                return _symbols.ModeOfEndpoint(method);
            case ILocalReferenceOperation local:
                return All(_values.Of(local.Local), depth);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return All([conditional.WhenTrue, whenFalse], depth);
            case ISwitchExpressionOperation switchExpression:
                return All(switchExpression.Arms.Select(arm => arm.Value), depth);
            default:
                return ModeSet.None;
        }
    }

    private ModeSet All(IEnumerable<IOperation>? values, int depth)
    {
        var modes = ModeSet.None;
        foreach (var value in values ?? [])
        {
            if (value.IsNullOrDefault() || value.WithoutConversions() is IThrowOperation)
            {
                continue;
            }

            var mode = Of(value, depth - 1);
            if (mode == ModeSet.None)
            {
                return ModeSet.None;
            }

            modes |= mode;
        }

        return modes;
    }

    private IEnumerable<IInvocationOperation> Factories(IOperation? value, int depth)
    {
        switch (depth == 0 ? null : Unwrap(value))
        {
            case IInvocationOperation call when _symbols.ModeOfFactory(call.TargetMethod) != ModeSet.None:
                return [call];
            case IInvocationOperation call when call.WatchedStream(_symbols) is { } response:
                return Factories(response, depth - 1);
            case ILocalReferenceOperation local:
                return (_values.Of(local.Local) ?? []).SelectMany(assigned => Factories(assigned, depth - 1));
            case IConditionalOperation conditional:
                return Factories(conditional.WhenTrue, depth - 1).Concat(Factories(conditional.WhenFalse, depth - 1));
            case ISwitchExpressionOperation switchExpression:
                return switchExpression.Arms.SelectMany(arm => Factories(arm.Value, depth - 1));
            default:
                return [];
        }
    }

    // A result union such as Results<NotFound, StreamResponse<T>> wraps the response by a conversion of its own.
    private static IOperation? Unwrap(IOperation? value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
