using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Writes the description of a parameter that a <c>BindAsync</c> method is given, so that nothing has to be found by reflection.</summary>
internal static class ParameterInfoExpression
{
    /// <summary>The expression, or null when an attribute of the parameter cannot be written.</summary>
    public static string? Write(BindingTarget target, BindingTarget ofMethod, Compilation compilation)
    {
        var attributes = target.Attributes
            .Where(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && attribute.AttributeConstructor is not null && !AttributeExpressions.IsCompileTimeOnly(type))
            .ToList();
        if (!attributes.All(attribute => AttributeExpressions.CanBeWritten(attribute, compilation)))
        {
            return null;
        }

        var owner = (target == ofMethod ? ofMethod.Symbol.ContainingType : (INamedTypeSymbol)ofMethod.Type).ToPlainSource();
        var tail = (target.Default is null ? "" : ", HasDefault = true, Default = " + target.Default)
            + (attributes.Count == 0 ? "" : ", Annotations = new global::System.Attribute[] { " + string.Join(", ", attributes.Select(AttributeExpressions.Create)) + " }");
        var initializer = tail.Length == 0 ? "" : " { " + tail.Substring(2) + " }";
        return $"new global::SegStream.Hosting.EndpointParameterInfo({Literals.Text(target.Name)}, typeof({target.Type.ToPlainSource()}), {target.Position}, typeof({owner})){initializer}";
    }
}
