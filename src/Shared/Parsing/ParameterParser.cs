using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Decides where each parameter of an endpoint's method comes from, with the rules of ASP.NET Core's minimal APIs and in their order.</summary>
internal sealed class ParameterParser
{
    // The methods for which ASP.NET Core does not infer a body either.
    private static readonly string[] MethodsWithoutBody = ["GET", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];

    private readonly Compilation _compilation;
    private readonly FindingSink _findings;
    private readonly DocumentationText _documentation;
    private readonly RequestBody _body = new();
    private readonly TextParameters _texts;
    private readonly bool _mayInferBody;
    private BindingTarget? _sender;
    private BindingTarget? _composite;

    public ParameterParser(RoutePattern pattern, string httpMethod, DocumentationText documentation, Compilation compilation, FindingSink findings)
    {
        _documentation = documentation;
        _compilation = compilation;
        _findings = findings;
        _texts = new TextParameters(pattern, compilation);
        _mayInferBody = !MethodsWithoutBody.Contains(httpMethod, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads a parameter, or reports why it cannot be bound.</summary>
    public ParameterModel? Read(IParameterSymbol parameter) => Read(BindingTarget.Of(parameter)) is { } model
        ? model with { Description = _documentation.Parameter(parameter.Name) }
        : null;

    private ParameterModel? Read(BindingTarget target)
    {
        if (target.Name.Length == 0)
        {
            return Fail(target, "it has no name");
        }

        if (target.RefKind != RefKind.None)
        {
            return Fail(target, "it is passed by reference");
        }

        if (target.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || target.Type.IsRefLikeType)
        {
            return Fail(target, "a value of its type cannot be kept while the stream runs");
        }

        if (target.Type.TypeKind == TypeKind.Dynamic)
        {
            return Fail(target, "dynamic says nothing about the value; use its type, or JsonElement for any JSON");
        }

        if (!Accessibility.IsVisible(target.Type, _compilation))
        {
            _findings(RuleIds.MethodNotAccessible, FindingSpot.On((_composite ?? target).Symbol), target.Name, "its type is not accessible in the whole assembly");
            return null;
        }

        return ReadAttributed(target, out var isAttributed) ?? (isAttributed ? null : ReadSpecial(target, out var isSpecial) ?? (isSpecial ? null : ReadInferred(target)));
    }

    private ParameterModel? ReadAttributed(BindingTarget target, out bool isAttributed)
    {
        isAttributed = true;
        foreach (var (metadata, source) in TextParameters.Sources)
        {
            if (target.IsFrom(metadata, out var attribute))
            {
                return attribute.IsKnown() ? ReadText(target, source, attribute) : FailUnknown(target, attribute);
            }
        }

        if (target.IsFrom(WellKnownNames.FromBodyMetadata, out var body))
        {
            return !body.IsKnown() ? FailUnknown(target, body)
                : target.Type.RawBody() is { } raw ? ReadBody(target, raw)
                : ReadBody(target, ParameterKind.Body, body.NamedArguments.Any(argument => argument is { Key: "EmptyBodyBehavior", Value.Value: 1 }));
        }

        if (target.IsFrom(WellKnownNames.FromFormMetadata, out var form))
        {
            return form.IsKnown() ? ReadForm(target, form) : FailUnknown(target, form);
        }

        var keyed = target.Find(WellKnownNames.FromKeyedServicesAttribute);
        if (target.IsFrom(WellKnownNames.FromServiceMetadata, out _))
        {
            return keyed is null ? ReadService(target, ParameterKind.Service) : Fail(target, "[FromKeyedServices] and [FromServices] exclude one another");
        }

        if (keyed is not null)
        {
            return keyed.ConstructorArguments is [var key]
                ? ReadService(target, ParameterKind.KeyedService) is { } service ? service with { ServiceKey = Literals.Argument(key) } : null
                : Fail(target, "[FromKeyedServices] has no key");
        }

        if (target.Find(WellKnownNames.AsParametersAttribute) is not null)
        {
            return ReadComposite(target);
        }

        isAttributed = false;
        return null;
    }

    private ParameterModel? FailUnknown(BindingTarget target, AttributeData attribute) =>
        Fail(target, $"what [{attribute.AttributeClass!.Name}] says is known at run time only; use the attribute of ASP.NET Core, as [FromQuery(Name = \"…\")]");

    private ParameterModel? ReadSpecial(BindingTarget target, out bool isSpecial)
    {
        var type = target.Type;
        isSpecial = true;
        if (type.Is(WellKnownNames.FormCollection) || type.Is(WellKnownNames.FormFileCollection) || type.Is(WellKnownNames.FormFile))
        {
            return ReadForm(target, null);
        }

        if (type.RawBody() is { } body)
        {
            return ReadBody(target, body);
        }

        if (ReturnShape.IsSender(type))
        {
            return ReadSender(target);
        }

        ParameterKind? kind = type.Is(WellKnownNames.HttpContext) ? ParameterKind.HttpContext
            : type.Is(WellKnownNames.HttpRequest) ? ParameterKind.HttpRequest
            : type.Is(WellKnownNames.HttpResponse) ? ParameterKind.HttpResponse
            : type.Is(WellKnownNames.ClaimsPrincipal) ? ParameterKind.User
            : type.Is(WellKnownNames.CancellationToken) ? ParameterKind.CancellationToken
            : null;
        isSpecial = kind is not null;
        return isSpecial ? Model(target, kind!.Value, type) : ReadBindAsync(target, out isSpecial);
    }

    private ParameterModel? ReadSender(BindingTarget target)
    {
        if (_composite is not null)
        {
            return Fail(target, "the sender must be a parameter of the method itself");
        }

        if (_sender is not null)
        {
            return Fail(target, $"the stream has one sender, and parameter '{_sender.Name}' takes it");
        }

        _sender = target;
        return Model(target, ParameterKind.Sender, target.Type);
    }

    private ParameterModel? ReadBindAsync(BindingTarget target, out bool isSpecial)
    {
        var method = BindAsyncMethod.Find(target.Type.Underlying(), _compilation, out var isClose);
        isSpecial = isClose || method is not null;
        if (isClose)
        {
            return Fail(target, $"BindAsync of its type must be public static ValueTask<{target.Type.Underlying().Name}?> BindAsync(HttpContext) or have a ParameterInfo as second parameter; or implement IBindableFromHttpContext<T>");
        }

        if (method is null)
        {
            return null;
        }

        string? info = null;
        if (method.TakesParameter && (info = ParameterInfoExpression.Write(target, _composite ?? target, _compilation)) is null)
        {
            return Fail(target, "BindAsync is given the attributes of the parameter, and one of them is not accessible in the whole assembly");
        }

        return Model(target, ParameterKind.BindAsync, target.Type.Underlying()) with
        {
            IsNullableValueType = target.Type.IsNullableValue(),
            BindsByInterface = method.IsInterface,
            BindMayBeNull = method.MayBeNull,
            ParameterInfo = info,
        };
    }

    private ParameterModel? ReadComposite(BindingTarget target)
    {
        if (_composite is not null)
        {
            return Fail(target, "[AsParameters] cannot be nested; take both objects as parameters of the method");
        }

        if (CompositeParser.Members(target, out var reason) is not { } members)
        {
            return Fail(target, reason);
        }

        _composite = target;
        var models = members.Select(member => Read(member) is { } model ? model with { Description = DocumentationText.OfMember(member.Symbol) } : null).ToList();
        _composite = null;
        return models.Any(model => model is null)
            ? null
            : Model(target, ParameterKind.Composite, target.Type) with { Members = new EquatableArray<ParameterModel>(models!) };
    }

    private ParameterModel? ReadInferred(BindingTarget target)
    {
        var type = target.Type;
        if (_texts.IsText(type))
        {
            return ReadText(target, _texts.IsInRoute(target.Name) ? "Route" : "Query", null);
        }

        if (_texts.IsInRoute(target.Name))
        {
            return Fail(target, "the route has a parameter of this name, and the type cannot be read from text; implement IParsable<T>");
        }

        if (!_mayInferBody && _texts.AreTexts(type))
        {
            return ReadText(target, "Query", null);
        }

        if (type.IsValueType)
        {
            return _mayInferBody
                ? ReadBody(target, ParameterKind.Body)
                : Fail(target, "the type cannot be read from text and is no service; implement IParsable<T> or mark the parameter with [FromBody]");
        }

        // An interface that is no collection has no JSON: it is a service or a mistake, which the start of the application tells.
        var isService = !_mayInferBody || (type.TypeKind == TypeKind.Interface && !type.Implements("System.Collections.IEnumerable"));
        return ReadService(target, isService ? ParameterKind.Service : ParameterKind.ServiceOrBody) is { } service
            ? service with { Key = target.Name }
            : null;
    }

    private ParameterModel? ReadText(BindingTarget target, string source, AttributeData? attribute)
    {
        var model = _texts.Read(target, source, attribute, Model, out var reason);
        return model ?? Fail(target, reason);
    }

    private ParameterModel? ReadForm(BindingTarget target, AttributeData? attribute)
    {
        if (!_body.TakeForm(target, out var taken))
        {
            return Fail(target, taken);
        }

        var type = target.Type;
        var isCollection = type.Is(WellKnownNames.FormCollection);
        if (isCollection || type.Is(WellKnownNames.FormFileCollection))
        {
            return TextParameters.NameOf(attribute) is { Length: > 0 }
                ? Fail(target, "the whole form has no name; leave Name out")
                : Model(target, isCollection ? ParameterKind.Form : ParameterKind.FormFiles, type) with { Key = target.Name };
        }

        return type.Is(WellKnownNames.FormFile)
            ? Model(target, ParameterKind.FormFile, type) with { Key = TextParameters.NameOf(attribute) ?? target.Name }
            : ReadText(target, "Form", attribute);
    }

    private ParameterModel? ReadBody(BindingTarget target, ParameterKind kind, bool allowsEmpty = false)
    {
        if (!_body.Take(target, out var taken))
        {
            return Fail(target, taken);
        }

        var model = Model(target, kind, target.Type);
        return kind == ParameterKind.Body ? model with { Key = target.Name, IsOptional = model.IsOptional || allowsEmpty } : model;
    }

    private ParameterModel? ReadService(BindingTarget target, ParameterKind kind) => target.Type.IsValueType
        ? Fail(target, "a value type cannot be a service")
        : Model(target, kind, target.Type);

    private static ParameterModel Model(BindingTarget target, ParameterKind kind, ITypeSymbol valueType) => new()
    {
        Name = target.Name,
        Kind = kind,
        Type = target.Type.ToSource(),
        ValueType = valueType.ToSourceNotNull(),
        IsValueType = valueType.IsValueType,
        IsOptional = target.IsOptional,
        Default = target.Default,
        Initialized = target.Initialized,
    };

    private ParameterModel? Fail(BindingTarget target, string reason)
    {
        // A member of an object is reported where the endpoint takes the object: elsewhere the type may be fine.
        var name = _composite is null || _composite == target ? target.Name : _composite.Name + "." + target.Name;
        _findings(RuleIds.ParameterCannotBeBound, FindingSpot.On((_composite ?? target).Symbol), name, reason);
        return null;
    }
}
