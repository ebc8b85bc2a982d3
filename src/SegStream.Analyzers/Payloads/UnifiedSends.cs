using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Payloads;

/// <summary>Reads the calls that send a value as JSON on a unified sender.</summary>
internal static class UnifiedSends
{
    /// <summary>The variable or member that holds the stream on which a call sends; null when it is not one.</summary>
    public static ISymbol? SenderOf(IInvocationOperation call, LocalValues values, StreamSymbols symbols)
    {
        var holder = call.Instance;
        ISymbol? found = null;
        while (holder is not null)
        {
            holder = holder.WithoutConversions();
            switch (holder)
            {
                case IConditionalAccessInstanceOperation instance:
                    holder = ReceiverOf(instance);
                    break;
                case IPropertyReferenceOperation { Property.Name: "Sender", Instance: { } response } property when symbols.IsResponse(property.Property.ContainingType):
                    holder = response;
                    break;
                case ILocalReferenceOperation local:
                    // An alias stands for what it was made from; a local with a new stream stands for itself.
                    if (SymbolEqualityComparer.Default.Equals(found, local.Local))
                    {
                        return found;
                    }

                    found = local.Local;
                    holder = values.Single(local.Local);
                    break;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                case IFieldReferenceOperation field:
                    return field.Field;
                case IPropertyReferenceOperation property:
                    return property.Property;
                default:
                    return found;
            }
        }

        return found;
    }

    /// <summary>The type by which a call sends its value.</summary>
    public static ITypeSymbol PayloadOf(IInvocationOperation call) => call.TargetMethod.TypeArguments[0];

    private static IOperation? ReceiverOf(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access)
            {
                return access.Operation;
            }
        }

        return null;
    }
}
