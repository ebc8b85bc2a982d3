using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Turns an annotated method into the model of an endpoint. The generator and the analyzer both run it, so that what is not
/// generated is always explained.
/// </summary>
internal static class EndpointParser
{
    /// <summary>Reads a method.</summary>
    /// <param name="method">A method with at least one of the five attributes.</param>
    /// <param name="compilation">The compilation that declares the method.</param>
    /// <param name="report">Takes what is wrong; null when nobody wants to know.</param>
    /// <returns>The model, or null when something is wrong.</returns>
    public static EndpointModel? Parse(IMethodSymbol method, Compilation compilation, FindingSink? report)
    {
        var isValid = true;
        void Find(string ruleId, FindingSpot spot, params string[] arguments)
        {
            isValid = false;
            report?.Invoke(ruleId, spot, arguments);
        }

        var attributes = EndpointAttributes.On(method);
        if (attributes.Length == 0)
        {
            return null;
        }

        if (IsInExtensionBlock(method))
        {
            Find(RuleIds.MethodNotAccessible, FindingSpot.On(method), method.Name, "a member of an extension block belongs to another type; move it out of the block");
            return null;
        }

        if (IsRefusedByTheCompiler(method))
        {
            return null;
        }

        if (attributes.Length > 1)
        {
            Find(RuleIds.SeveralStreamAttributes, FindingSpot.OnAttribute(attributes[1]), method.Name);
        }

        var isReachable = CheckMethod(method, compilation, Find);
        var settings = EndpointSettings.Read(attributes[0], compilation, Find);
        if (!isReachable || settings is null || method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
        {
            return null;
        }

        var shape = ReadShape(method, settings.Mode, compilation, Find);
        if (settings.Coalesces && settings.Mode is "Sse" or "Json" && shape?.EventType is { TypeKind: not TypeKind.Error } eventType && !EventTypes.HaveKeys(eventType))
        {
            Find(RuleIds.InvalidSetting, FindingSpot.OnArgument(attributes[0], "Overflow"), "Overflow", "Coalesce", $"another one, unless {eventType.Name} is a union of events or implements ICoalesceKey");
        }

        var documentation = DocumentationText.Of(method);
        var parameters = ReadParameters(method, settings, documentation, compilation, Find);
        CheckRoute(method, parameters, settings, attributes[0], Find);
        var metadata = EndpointMetadata.Read(method, documentation, compilation, Find);
        return isValid && shape is not null ? Model(method, settings, shape, parameters, metadata) : null;
    }

    // TypeKind.Extension of Roslyn 5, which Roslyn 4.14 has no name for. To the compiler such a block is a type without a name.
    private static bool IsInExtensionBlock(IMethodSymbol method) => (int?)method.ContainingType?.TypeKind == 14;

    // While code is typed or copied, a method may stand outside of any type, or twice in one: the compiler says so.
    private static bool IsRefusedByTheCompiler(IMethodSymbol method)
    {
        if (method.ContainingType is not { CanBeReferencedByName: true } type || method.Parameters.Any(parameter => parameter.Name.Length == 0))
        {
            return true;
        }

        var id = method.GetDocumentationCommentId();
        return method.MethodKind == MethodKind.Ordinary
            && type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate.GetDocumentationCommentId() == id) is var first
            && !SymbolEqualityComparer.Default.Equals(first, method.PartialDefinitionPart ?? method);
    }

    private static bool CheckMethod(IMethodSymbol method, Compilation compilation, FindingSink findings)
    {
        if (method.IsGenericMethod || method.ContainingType.IsGenericType || IsNestedInGeneric(method.ContainingType))
        {
            findings(RuleIds.GenericMethod, FindingSpot.On(method), method.Name);
            return false;
        }

        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            findings(RuleIds.MethodNotAccessible, FindingSpot.On(method), Name(method), "only a member of a type can be called from generated code");
            return false;
        }

        if (method.MethodKind != MethodKind.Ordinary || !Accessibility.IsVisible(method, compilation))
        {
            findings(RuleIds.MethodNotAccessible, FindingSpot.On(method), Name(method), "the method and its containing types must be accessible in the whole assembly");
            return false;
        }

        if (IsForbidden(method))
        {
            findings(RuleIds.MethodNotAccessible, FindingSpot.On(method), Name(method), "it is obsolete as an error, so that no code may call it; leave the error out, or take the attribute of the stream away");
            return false;
        }

        if (method.IsStatic ? method.ContainingType.TypeKind == TypeKind.Interface && (method.IsAbstract || method.IsVirtual) : method.ContainingType.IsValueType)
        {
            findings(RuleIds.UnsupportedReturnType, FindingSpot.OnReturnType(method), method.Name, "an instance method needs a class that comes from the services, a static one an implementation");
            return false;
        }

        return true;
    }

    private static bool IsForbidden(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingType)
        {
            if (symbol.FindAttribute("System.ObsoleteAttribute") is { ConstructorArguments: [_, { Value: true }] })
            {
                return true;
            }
        }

        return false;
    }

    private static string Name(IMethodSymbol method) => method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Name;

    private static bool IsNestedInGeneric(INamedTypeSymbol type)
    {
        for (var current = type.ContainingType; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType)
            {
                return true;
            }
        }

        return false;
    }

    private static ReturnShape? ReadShape(IMethodSymbol method, string mode, Compilation compilation, FindingSink findings)
    {
        var shape = ReturnShape.Read(method, out var reason);
        if (shape is null)
        {
            findings(RuleIds.UnsupportedReturnType, FindingSpot.OnReturnType(method), method.Name, reason);
            return null;
        }

        if (!Accessibility.IsVisible(method.ReturnType, compilation))
        {
            findings(RuleIds.MethodNotAccessible, FindingSpot.OnReturnType(method), method.Name, "its return type is not accessible in the whole assembly");
        }

        if (shape.EventType is { TypeKind: not TypeKind.Error } eventType && !EventTypes.Fits(eventType, mode))
        {
            findings(
                RuleIds.EventTypeDoesNotFitMode,
                EventSpot(method),
                eventType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                mode,
                EventTypes.Expected(mode));
        }

        return shape;
    }

    private static FindingSpot EventSpot(IMethodSymbol method)
    {
        var sender = method.Parameters.FirstOrDefault(parameter => ReturnShape.IsSender(parameter.Type));
        return sender is null ? FindingSpot.OnReturnType(method) : FindingSpot.On(sender);
    }

    private static List<ParameterModel> ReadParameters(IMethodSymbol method, EndpointSettings settings, DocumentationText documentation, Compilation compilation, FindingSink findings)
    {
        var parser = new ParameterParser(settings.Pattern, settings.HttpMethod, documentation, compilation, findings);
        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            if (parser.Read(parameter) is { } model)
            {
                parameters.Add(model);
            }
        }

        return parameters;
    }

    private static void CheckRoute(IMethodSymbol method, List<ParameterModel> parameters, EndpointSettings settings, AttributeData attribute, FindingSink findings)
    {
        var leaves = parameters.SelectMany(parameter => parameter.Leaves).ToList();

        // Whoever takes the request can read the route values himself; and what failed to bind has been reported already.
        if (settings.Pattern.Error is not null
            || parameters.Count != method.Parameters.Length
            || leaves.Any(parameter => parameter.Kind is ParameterKind.HttpContext or ParameterKind.HttpRequest or ParameterKind.BindAsync))
        {
            return;
        }

        foreach (var name in settings.Pattern.Parameters)
        {
            if (!leaves.Any(parameter => parameter.Source == "Route" && string.Equals(parameter.Key, name, StringComparison.OrdinalIgnoreCase)))
            {
                findings(RuleIds.RouteParameterWithoutMatch, FindingSpot.OnArgument(attribute), name, method.Name);
            }
        }
    }

    private static EndpointModel Model(IMethodSymbol method, EndpointSettings settings, ReturnShape shape, List<ParameterModel> parameters, List<string> metadata) => new()
    {
        HintName = UniqueNames.HintName(method),
        ClassName = UniqueNames.ClassName(method),
        DisplayName = UniqueNames.Path(method),
        ContainingType = method.ContainingType.ToPlainSource(),
        MethodName = SymbolNames.Escape(method.Name),
        IsStatic = method.IsStatic,
        Shape = shape.Shape,
        Wrapper = shape.Wrapper,
        EventType = shape.Shape is EndpointShape.Detached ? null : shape.EventType?.ToSource(),
        DescribedEventType = shape.EventType?.ToSource(),
        Cast = shape.Cast,
        ReturnsNullable = shape.IsNullable,
        Route = settings.Route,
        HttpMethod = settings.HttpMethod,
        Settings = new EquatableArray<SettingModel>(
        [
            new("Route", Literals.Text(settings.Route)),
            new("Mode", "global::SegStream.StreamMode." + settings.Mode),
            .. settings.Settings,
        ]),
        Parameters = new EquatableArray<ParameterModel>(parameters),
        Metadata = new EquatableArray<string>(metadata),
        DisabledWarnings = new EquatableArray<string>(ReportedWarnings.Of(method)),
    };
}
