using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SegStream.Shared;

namespace SegStream.Analyzers.Endpoints;

/// <summary>The rules about what the generator cannot serve.</summary>
internal static class EndpointRules
{
    public static readonly DiagnosticDescriptor UnsupportedReturnType = Endpoint(
        RuleIds.UnsupportedReturnType, "The return type of a stream endpoint is not supported", "'{0}' cannot be a stream endpoint: {1}");

    public static readonly DiagnosticDescriptor ParameterCannotBeBound = Endpoint(
        RuleIds.ParameterCannotBeBound, "A parameter of a stream endpoint cannot be bound", "Parameter '{0}' cannot be bound: {1}");

    public static readonly DiagnosticDescriptor RouteParameterWithoutMatch = Endpoint(
        RuleIds.RouteParameterWithoutMatch, "A route parameter has no method parameter", "The route parameter '{0}' has no parameter of '{1}' that takes it");

    public static readonly DiagnosticDescriptor InvalidRoutePattern = Endpoint(
        RuleIds.InvalidRoutePattern, "The route pattern is not valid", "The route pattern '{0}' is not valid: {1}");

    public static readonly DiagnosticDescriptor DuplicateRoute = Endpoint(
        RuleIds.DuplicateRoute, "Two stream endpoints have the same route", "'{0} {1}' already leads to '{2}'; a request would match both", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MethodNotAccessible = Endpoint(
        RuleIds.MethodNotAccessible, "A stream endpoint is not accessible to generated code", "Generated code cannot use '{0}': {1}");

    public static readonly DiagnosticDescriptor GenericMethod = Endpoint(
        RuleIds.GenericMethod, "A stream endpoint is generic", "'{0}' cannot be a stream endpoint, because it or a type that contains it is generic");

    public static readonly DiagnosticDescriptor InvalidUnionCase = Endpoint(
        RuleIds.InvalidUnionCase, "A case of an event union is not valid", "'{0}' cannot be a case of an event union: {1}");

    public static readonly DiagnosticDescriptor DuplicateEventName = Endpoint(
        RuleIds.DuplicateEventName, "Two cases of an event union have the same name", "The event name '{0}' is already the name of '{1}'", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor InvalidUnion = Endpoint(
        RuleIds.InvalidUnion, "An event union is not an abstract partial record", "'{0}' cannot be an event union: {1}");

    public static readonly DiagnosticDescriptor SeveralStreamAttributes = Endpoint(
        RuleIds.SeveralStreamAttributes, "A method has more than one stream attribute", "'{0}' has more than one stream attribute; a method is served in one mode");

    public static readonly DiagnosticDescriptor EventTypeDoesNotFitMode = Endpoint(
        RuleIds.EventTypeDoesNotFitMode, "The event type does not fit the mode", "Events of type '{0}' cannot be sent in {1} mode; it sends {2}");

    public static readonly DiagnosticDescriptor InvalidSetting = Endpoint(
        RuleIds.InvalidSetting, "A setting of a stream endpoint is out of range", "{0} = {1} is not valid; it must be {2}");

    public static readonly DiagnosticDescriptor InvalidEventName = new(
        RuleIds.InvalidEventName,
        "The name of an event is not valid",
        "The event name '{0}' is not valid: {1}",
        RuleCategories.Payloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RuleIds.HelpLink(RuleIds.InvalidEventName));

    /// <summary>The rules about methods.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfMethods =
    [
        UnsupportedReturnType, ParameterCannotBeBound, RouteParameterWithoutMatch, InvalidRoutePattern, DuplicateRoute,
        MethodNotAccessible, GenericMethod, SeveralStreamAttributes, EventTypeDoesNotFitMode, InvalidSetting,
    ];

    /// <summary>The rules about unions of events.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfUnions = [InvalidUnionCase, DuplicateEventName, InvalidUnion, InvalidEventName];

    /// <summary>The diagnostic of a finding of the parser.</summary>
    public static Diagnostic Create(ImmutableArray<DiagnosticDescriptor> rules, string ruleId, Location location, string[] arguments) =>
        Diagnostic.Create(rules.First(rule => rule.Id == ruleId), location, messageArgs: arguments);

    private static DiagnosticDescriptor Endpoint(string id, string title, string message, params string[] tags) => new(
        id,
        title,
        message,
        RuleCategories.Endpoints,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RuleIds.HelpLink(id),
        customTags: tags);
}
