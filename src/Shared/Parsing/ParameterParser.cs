using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Decides where each parameter of an endpoint's method comes from, with the rules of ASP.NET Core's minimal APIs.</summary>
internal sealed class ParameterParser
{
    // The methods for which ASP.NET Core does not infer a body either.
    private static readonly string[] MethodsWithoutBody = ["GET", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];

    private readonly Compilation _compilation;
    private readonly FindingSink _findings;
    private readonly RoutePattern _pattern;
    private readonly bool _mayInferBody;
    private IParameterSymbol? _body;
    private IParameterSymbol? _sender;
    private IParameterSymbol? _composite;

    public ParameterParser(RoutePattern pattern, string httpMethod, Compilation compilation, FindingSink findings)
    {
        _pattern = pattern;
        _compilation = compilation;
        _findings = findings;
        _mayInferBody = !MethodsWithoutBody.Contains(httpMethod, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads a parameter, or reports why it cannot be bound.</summary>
    public ParameterModel? Read(IParameterSymbol parameter)
    {
        if (parameter.Name.Length == 0)
        {
            return Fail(parameter, "it has no name");
        }

        if (parameter.RefKind != RefKind.None)
        {
            return Fail(parameter, "it is passed by reference");
        }

        if (parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || parameter.Type.IsRefLikeType)
        {
            return Fail(parameter, "a value of its type cannot be kept while the stream runs");
        }

        if (parameter.Type.TypeKind == TypeKind.Dynamic)
        {
            return Fail(parameter, "'dynamic' names no service and no body; use the type itself");
        }

        if (!Accessibility.IsVisible(parameter.Type, _compilation))
        {
            _findings(RuleIds.MethodNotAccessible, FindingSpot.On(_composite ?? parameter), parameter.Name, "its type is not accessible in the whole assembly");
            return null;
        }

        return ReadSpecial(parameter) ?? ReadAttributed(parameter, out var isAttributed) ?? (isAttributed ? null : ReadInferred(parameter));
    }

    private ParameterModel? ReadSpecial(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        ParameterKind? kind = type.Is(WellKnownNames.HttpContext) ? ParameterKind.HttpContext
            : type.Is(WellKnownNames.HttpRequest) ? ParameterKind.HttpRequest
            : type.Is(WellKnownNames.HttpResponse) ? ParameterKind.HttpResponse
            : type.Is(WellKnownNames.ClaimsPrincipal) ? ParameterKind.User
            : type.Is(WellKnownNames.CancellationToken) ? ParameterKind.CancellationToken
            : type.Is("System.IO.Stream") ? ParameterKind.BodyStream
            : type.Is("System.IO.Pipelines.PipeReader") ? ParameterKind.BodyReader
            : ReturnShape.IsSender(type) ? ParameterKind.Sender
            : null;
        if (kind is null || parameter.IsFrom(WellKnownNames.FromServiceMetadata, out _))
        {
            return null;
        }

        if (kind is ParameterKind.BodyStream or ParameterKind.BodyReader)
        {
            TakeBody(parameter);
        }

        if (kind is ParameterKind.Sender)
        {
            if (_composite is not null)
            {
                return Fail(parameter, "the sender must be a parameter of the method itself");
            }

            if (_sender is not null)
            {
                return Fail(parameter, $"the stream has one sender, and parameter '{_sender.Name}' takes it");
            }

            _sender = parameter;
        }

        return Model(parameter, kind.Value, type);
    }

    private ParameterModel? ReadAttributed(IParameterSymbol parameter, out bool isAttributed)
    {
        isAttributed = true;
        if (parameter.IsFrom(WellKnownNames.FromRouteMetadata, out var attribute))
        {
            return ReadText(parameter, "Route", attribute);
        }

        if (parameter.IsFrom(WellKnownNames.FromQueryMetadata, out attribute))
        {
            return ReadText(parameter, "Query", attribute);
        }

        if (parameter.IsFrom(WellKnownNames.FromHeaderMetadata, out attribute))
        {
            return ReadText(parameter, "Header", attribute);
        }

        if (parameter.IsFrom(WellKnownNames.FromBodyMetadata, out attribute))
        {
            var allowsEmpty = attribute.NamedArguments.Any(argument => argument is { Key: "EmptyBodyBehavior", Value.Value: 1 });
            return ReadBody(parameter, allowsEmpty);
        }

        if (parameter.IsFrom(WellKnownNames.FromServiceMetadata, out _))
        {
            return ReadService(parameter, ParameterKind.Service);
        }

        if (parameter.FindAttribute(WellKnownNames.FromKeyedServicesAttribute) is { } keyed)
        {
            return keyed.ConstructorArguments is [var key]
                ? ReadService(parameter, ParameterKind.KeyedService) is { } service ? service with { ServiceKey = Literals.Argument(key) } : null
                : Fail(parameter, "[FromKeyedServices] has no key");
        }

        if (parameter.IsFrom(WellKnownNames.FromFormMetadata, out _))
        {
            return Fail(parameter, "forms are not supported; use a JSON body");
        }

        if (parameter.FindAttribute(WellKnownNames.AsParametersAttribute) is not null)
        {
            return ReadComposite(parameter);
        }

        isAttributed = false;
        return null;
    }

    private ParameterModel? ReadComposite(IParameterSymbol parameter)
    {
        if (_composite is not null)
        {
            return Fail(parameter, "[AsParameters] cannot be nested");
        }

        var constructors = parameter.Type is INamedTypeSymbol { IsAbstract: false } type
            ? type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public && !constructor.Parameters.IsEmpty).ToList()
            : [];
        if (constructors.Count != 1 || parameter.Type.IsNullableValue() || parameter.NullableAnnotation == NullableAnnotation.Annotated)
        {
            return Fail(parameter, "[AsParameters] needs a type, as a record, with one public constructor that has parameters");
        }

        _composite = parameter;
        var members = constructors[0].Parameters.Select(Read).ToList();
        _composite = null;
        return members.Any(member => member is null)
            ? null
            : Model(parameter, ParameterKind.Composite, parameter.Type) with { Members = new EquatableArray<ParameterModel>(members!) };
    }

    private ParameterModel? ReadInferred(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (type.HasBindAsync())
        {
            return Fail(parameter, "BindAsync needs reflection; use IParsable<T> or take HttpContext");
        }

        var isInRoute = _pattern.HasParameter(parameter.Name);
        if (type.SpecialType == SpecialType.System_String || TextParsers.For(type.Underlying(), _compilation) is not null)
        {
            return ReadText(parameter, isInRoute ? "Route" : "Query", null);
        }

        if (isInRoute)
        {
            return Fail(parameter, "the route has a parameter of this name, and the type cannot be read from text; implement IParsable<T>");
        }

        if (!_mayInferBody && (type.IsStringValues() || ElementParser(type, out _)))
        {
            return ReadText(parameter, "Query", null);
        }

        return ReadComplex(parameter);
    }

    private ParameterModel? ReadComplex(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (type.Name is "IFormFile" or "IFormFileCollection" or "IFormCollection" && type.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Http")
        {
            return Fail(parameter, "forms are not supported; use a JSON body");
        }

        if (type.IsValueType)
        {
            return _mayInferBody
                ? ReadBody(parameter, allowsEmpty: false)
                : Fail(parameter, "the type cannot be read from text and is no service; implement IParsable<T> or mark the parameter with [FromBody]");
        }

        // An interface that is no collection has no JSON: it is a service or a mistake, which the start of the application tells.
        var isService = !_mayInferBody || (type.TypeKind == TypeKind.Interface && !type.Implements("System.Collections.IEnumerable"));
        return ReadService(parameter, isService ? ParameterKind.Service : ParameterKind.ServiceOrBody) is { } service
            ? service with { Key = parameter.Name }
            : null;
    }

    private ParameterModel? ReadText(IParameterSymbol parameter, string source, AttributeData? attribute)
    {
        var type = parameter.Type;
        var key = attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string ?? parameter.Name;
        if (source == "Route" && !_pattern.HasParameter(key))
        {
            return Fail(parameter, $"the route has no parameter '{key}'");
        }

        var nullable = type.IsNullableValue();
        ParameterModel? model;
        if (type.SpecialType == SpecialType.System_String)
        {
            model = Model(parameter, ParameterKind.Text, type);
        }
        else if (type.IsStringValues() && source != "Route")
        {
            model = Model(parameter, ParameterKind.StringValues, type.Underlying()) with { IsNullableValueType = nullable };
        }
        else if (TextParsers.For(type.Underlying(), _compilation) is { } parser)
        {
            model = Model(parameter, ParameterKind.Value, type.Underlying()) with { Parser = parser, IsNullableValueType = nullable };
        }
        else if (source != "Route" && ElementParser(type, out var elementParser))
        {
            var element = ((IArrayTypeSymbol)type).ElementType;
            var kind = elementParser is null ? ParameterKind.Texts : ParameterKind.Values;
            model = Model(parameter, kind, element.Underlying()) with { Parser = elementParser, IsNullableValueType = element.IsNullableValue() };
        }
        else
        {
            var arrays = source == "Route" ? "" : ", or is an array of these";
            return Fail(parameter, $"the type cannot be read from text; use a type that is a string, an enum or implements IParsable<T>{arrays}");
        }

        return model with { Source = source, Key = key };
    }

    private ParameterModel? ReadBody(IParameterSymbol parameter, bool allowsEmpty)
    {
        TakeBody(parameter);
        var model = Model(parameter, ParameterKind.Body, parameter.Type);
        return model with { Key = parameter.Name, IsOptional = model.IsOptional || allowsEmpty };
    }

    private ParameterModel? ReadService(IParameterSymbol parameter, ParameterKind kind) => parameter.Type.IsValueType
        ? Fail(parameter, "a value type cannot be a service")
        : Model(parameter, kind, parameter.Type);

    private void TakeBody(IParameterSymbol parameter)
    {
        if (_body is not null)
        {
            Fail(parameter, $"a request has one body, and parameter '{_body.Name}' takes it");
        }

        _body ??= parameter;
    }

    private static ParameterModel Model(IParameterSymbol parameter, ParameterKind kind, ITypeSymbol valueType) => new()
    {
        Name = parameter.Name,
        Kind = kind,
        Type = parameter.Type.ToSource(),
        ValueType = valueType.ToSourceNotNull(),
        IsValueType = valueType.IsValueType,
        IsOptional = parameter.HasExplicitDefaultValue
            || parameter.Type.IsNullableValue()
            || (parameter.Type.IsReferenceType && parameter.NullableAnnotation != NullableAnnotation.NotAnnotated),
        Default = parameter.HasExplicitDefaultValue ? Literals.Default(parameter) : null,
    };

    private ParameterModel? Fail(IParameterSymbol parameter, string reason)
    {
        // A member of an object is reported where the endpoint takes the object: elsewhere the type may be fine.
        var name = _composite is null ? parameter.Name : _composite.Name + "." + parameter.Name;
        _findings(RuleIds.ParameterCannotBeBound, FindingSpot.On(_composite ?? parameter), name, reason);
        return null;
    }

    private bool ElementParser(ITypeSymbol type, out string? parser)
    {
        parser = null;
        if (type is not IArrayTypeSymbol { IsSZArray: true } array)
        {
            return false;
        }

        parser = TextParsers.For(array.ElementType.Underlying(), _compilation);
        return parser is not null || array.ElementType.SpecialType == SpecialType.System_String;
    }
}
