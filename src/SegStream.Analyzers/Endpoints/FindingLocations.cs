using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared.Parsing;

namespace SegStream.Analyzers.Endpoints;

/// <summary>Looks up the place in the source that a finding of the parser speaks of.</summary>
internal static class FindingLocations
{
    public static Location Of(FindingSpot spot, CancellationToken cancellationToken) => spot switch
    {
        { Attribute: { } attribute } => OfAttribute(attribute, spot.Argument, cancellationToken),
        { IsReturnType: true, Symbol: { } method } => OfReturnType(method, cancellationToken),
        _ => spot.Symbol!.Locations.FirstOrDefault() ?? Location.None,
    };

    /// <summary>An argument of an attribute: a named one, the first positional one for null, the whole attribute for the empty name.</summary>
    public static Location OfAttribute(AttributeData attribute, string? argument, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
        {
            return Location.None;
        }

        var found = argument is "" ? null : syntax.ArgumentList?.Arguments
            .FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == argument);
        return (found?.Expression ?? (SyntaxNode)syntax).GetLocation();
    }

    private static Location OfReturnType(ISymbol method, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
            ? declaration.ReturnType.GetLocation()
            : method.Locations.FirstOrDefault() ?? Location.None;
}
