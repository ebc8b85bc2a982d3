using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Turns the attributes of a method and its class into expressions, so that <c>[Authorize]</c> and its like reach the endpoint.
/// An attribute that cannot be written down is a finding and never dropped: losing one could open an endpoint that its author closed.
/// </summary>
internal static class EndpointMetadata
{
    public static List<string> Read(IMethodSymbol method, DocumentationText documentation, Compilation compilation, FindingSink findings)
    {
        // The class comes first: where two attributes contradict, the last one in the metadata wins.
        var attributes = InheritedAttributes.OfClass(method.ContainingType).Concat(InheritedAttributes.OfMethod(method))
            .Where(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && attribute.AttributeConstructor is not null && !AttributeExpressions.IsCompileTimeOnly(type))
            .ToList();
        var expressions = Documented(documentation, attributes).ToList();
        foreach (var attribute in attributes)
        {
            if (AttributeExpressions.CanBeWritten(attribute, compilation))
            {
                expressions.Add(AttributeExpressions.Create(attribute));
            }
            else if (attribute.ApplicationSyntaxReference is not null)
            {
                findings(RuleIds.MethodNotAccessible, FindingSpot.OnAttribute(attribute), attribute.AttributeClass!.Name, "generated code cannot create the attribute, because it or one of its arguments is not accessible in the whole assembly");
            }

            // Else it is another assembly's own attribute on a base type: nothing in this assembly could look for it.
        }

        return expressions;
    }

    // What an attribute says is said on purpose for the endpoint, and comes before what the comment says to readers of the code.
    private static IEnumerable<string> Documented(DocumentationText documentation, List<AttributeData> attributes)
    {
        bool IsSaid(string metadataInterface) => attributes.Any(attribute => attribute.AttributeClass!.Implements(metadataInterface));
        if (documentation.Summary is { } summary && !IsSaid(WellKnownNames.EndpointSummaryMetadata))
        {
            yield return "new global::Microsoft.AspNetCore.Http.EndpointSummaryAttribute(" + Literals.Text(summary) + ")";
        }

        if (documentation.Remarks is { } remarks && !IsSaid(WellKnownNames.EndpointDescriptionMetadata))
        {
            yield return "new global::Microsoft.AspNetCore.Http.EndpointDescriptionAttribute(" + Literals.Text(remarks) + ")";
        }
    }
}
