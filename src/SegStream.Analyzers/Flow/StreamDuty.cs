using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>The duty of a function to end one stream: it was given the sender as its owner, or it created the stream.</summary>
internal sealed class StreamDuty
{
    private StreamDuty(IParameterSymbol? parameter, IInvocationOperation? creation)
    {
        Parameter = parameter;
        Creation = creation;
    }

    public IParameterSymbol? Parameter { get; }

    public IInvocationOperation? Creation { get; }

    /// <summary>The duties that a function has.</summary>
    public static IEnumerable<StreamDuty> Of(FlowFunction function, StreamSymbols symbols)
    {
        foreach (var parameter in function.Symbol?.Parameters ?? [])
        {
            if (IsOwned(parameter, symbols))
            {
                yield return new StreamDuty(parameter, creation: null);
            }
        }

        foreach (var duty in Created(function, symbols))
        {
            yield return duty;
        }
    }

    /// <summary>The streams that a function is given, whoever has to end them, and those that it creates.</summary>
    public static IEnumerable<StreamDuty> Used(FlowFunction function, StreamSymbols symbols)
    {
        foreach (var parameter in function.Symbol?.Parameters ?? [])
        {
            if (parameter.RefKind is not (RefKind.Out or RefKind.Ref) && symbols.CarriesDuty(parameter.Type))
            {
                yield return new StreamDuty(parameter, creation: null);
            }
        }

        foreach (var duty in Created(function, symbols))
        {
            yield return duty;
        }
    }

    private static IEnumerable<StreamDuty> Created(FlowFunction function, StreamSymbols symbols)
    {
        foreach (var operation in function.Graph.Operations())
        {
            if (operation is IInvocationOperation call && symbols.CreatesStream(call.TargetMethod))
            {
                yield return new StreamDuty(parameter: null, call);
            }
        }
    }

    /// <summary>Whether the function that declares the parameter has to end the stream that it gets.</summary>
    public static bool IsOwned(IParameterSymbol parameter, StreamSymbols symbols)
    {
        if (parameter.RefKind is RefKind.Out or RefKind.Ref || symbols.Borrows(parameter))
        {
            return false;
        }

        return symbols.IsSender(parameter.Type) && parameter.ContainingSymbol is IMethodSymbol method && symbols.IsEndpoint(method)
            || symbols.CarriesDuty(parameter.Type) && (symbols.TakesOwnership(parameter) || symbols.EndsStream(parameter));
    }
}
