using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes how one parameter gets its value.</summary>
internal sealed class ParameterEmitter
{
    private readonly ParameterModel _parameter;

    public ParameterEmitter(ParameterModel parameter, string local, IReadOnlyList<ParameterEmitter> members)
    {
        _parameter = parameter;
        Local = local;
        Members = members;
    }

    /// <summary>What an <c>[AsParameters]</c> object is made of.</summary>
    public IReadOnlyList<ParameterEmitter> Members { get; }

    /// <summary>The local variable that holds the value, where one does.</summary>
    public string Local { get; }

    /// <summary>Whether the value is read into a local variable before the method is called.</summary>
    public bool IsBound => _parameter.Kind is not (ParameterKind.HttpContext or ParameterKind.HttpRequest or ParameterKind.HttpResponse
        or ParameterKind.Composite or ParameterKind.User or ParameterKind.CancellationToken or ParameterKind.Sender or ParameterKind.BodyStream or ParameterKind.BodyReader);

    /// <summary>Whether reading the value may find the request wrong.</summary>
    public bool UsesBinder => IsBound && _parameter.Kind is not (ParameterKind.Service or ParameterKind.KeyedService);

    public bool UsesBody => _parameter.Kind is ParameterKind.Body or ParameterKind.ServiceOrBody;

    /// <summary>The local variable of the map step that holds the body's type information.</summary>
    public string BodyLocal => Local.TrimStart('@') + "Json";

    /// <summary>The type of <see cref="BodyLocal"/>.</summary>
    public string BodyType => "global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<" + _parameter.ValueType + ">"
        + (_parameter.Kind == ParameterKind.ServiceOrBody ? "?" : "");

    /// <summary>The argument for a parameter that needs no local variable.</summary>
    public string DirectArgument(string http, string token, string sender) => _parameter.Kind switch
    {
        ParameterKind.HttpContext => http,
        ParameterKind.HttpRequest => http + ".Request",
        ParameterKind.HttpResponse => http + ".Response",
        ParameterKind.User => http + ".User",
        ParameterKind.CancellationToken => token,
        ParameterKind.BodyStream => http + ".Request.Body",
        ParameterKind.BodyReader => http + ".Request.BodyReader",
        ParameterKind.Sender => sender,
        ParameterKind.Composite => $"new {_parameter.ValueType}({string.Join(", ", Members.Select(member => member.DirectArgument(http, token, sender)))})",
        _ => Local,
    };

    /// <summary>The line that finds at map time where the value comes from or that it comes from nowhere; null when nothing is to be found out.</summary>
    public string? MapLine(string mapper)
    {
        var name = Literals.Text(_parameter.Name);
        return _parameter.Kind switch
        {
            ParameterKind.Body => $"var {BodyLocal} = {mapper}.Json<{_parameter.ValueType}>({name});",
            ParameterKind.ServiceOrBody => $"var {BodyLocal} = {mapper}.IsService<{_parameter.ValueType}>() ? null : {mapper}.Json<{_parameter.ValueType}>({name});",
            ParameterKind.Service when _parameter is { IsOptional: false, Key: not null } =>
                $"{GlobalNames.Hosting}MapTimeChecks.RequireService({mapper}.IsService<{_parameter.ValueType}>(), definition.DisplayName, {name}, typeof({_parameter.ValueType}));",
            _ => null,
        };
    }

    /// <summary>The expression that gives the local variable its value.</summary>
    public string Value(string http, string binder)
    {
        var value = Expression(http, binder);
        if (!MayBeNullAgainstItsType)
        {
            return value;
        }

        return UsesBody ? $"({value})!" : value + "!";
    }

    // "string text = null!" and [FromBody(EmptyBodyBehavior = Allow)]: the author has said that null is fine.
    private bool MayBeNullAgainstItsType =>
        _parameter is { IsOptional: true, IsValueType: false, Default: null or "null" }
        && _parameter.Kind is not (ParameterKind.Texts or ParameterKind.Values or ParameterKind.StringValues)
        && !_parameter.Type.EndsWith("?", StringComparison.Ordinal);

    private string Expression(string http, string binder) => _parameter.Kind switch
    {
        ParameterKind.Service => Service(http),
        ParameterKind.KeyedService => KeyedService(http),
        ParameterKind.Body => Body(binder),
        ParameterKind.ServiceOrBody => $"{BodyLocal} is null ? {Service(http)} : {Body(binder)}",
        ParameterKind.Text => Text(binder),
        ParameterKind.Value => Parsed(binder),
        ParameterKind.Texts => $"{binder}.Texts({Source})",
        ParameterKind.Values => $"{binder}.{(_parameter.IsNullableValueType ? "NullableValues" : "Values")}<{_parameter.ValueType}>({Source}, {_parameter.Parser})",
        _ => AllValues(binder),
    };

    private string Source => $"{GlobalNames.Hosting}ParameterSource.{_parameter.Source}, {Literals.Text(_parameter.Key)}";

    private string Text(string binder) => _parameter switch
    {
        { Default: not null and not "null" } => $"{binder}.OptionalText({Source}) ?? {_parameter.Default}",
        { IsOptional: true } => $"{binder}.OptionalText({Source})",
        _ => $"{binder}.Text({Source})",
    };

    private string AllValues(string binder) => _parameter switch
    {
        { IsNullableValueType: true } => $"{binder}.OptionalAllValues({Source})",
        { Default: not null } => $"{binder}.OptionalAllValues({Source}) ?? {_parameter.Default}",
        _ => $"{binder}.AllValues({Source})",
    };

    private string Parsed(string binder)
    {
        var type = _parameter.ValueType;
        var hasDefault = _parameter.Default is not null;
        if (_parameter.IsNullableValueType)
        {
            var fallback = hasDefault && !_parameter.Default!.StartsWith("default(", StringComparison.Ordinal) ? ", " + _parameter.Default : "";
            return $"{binder}.NullableValue<{type}>({Source}, {_parameter.Parser}{fallback})";
        }

        if (!_parameter.IsOptional)
        {
            return $"{binder}.Value<{type}>({Source}, {_parameter.Parser})";
        }

        return _parameter.IsValueType
            ? $"{binder}.Value<{type}>({Source}, {_parameter.Parser}, {_parameter.Default})"
            : $"{binder}.OptionalValue<{type}>({Source}, {_parameter.Parser})";
    }

    private string Service(string http) =>
        $"{GlobalNames.Services}Get{(_parameter.IsOptional ? "" : "Required")}Service<{_parameter.ValueType}>({http}.RequestServices)";

    private string KeyedService(string http) =>
        $"{GlobalNames.KeyedServices}Get{(_parameter.IsOptional ? "" : "Required")}KeyedService<{_parameter.ValueType}>({http}.RequestServices, {_parameter.ServiceKey})";

    private string Body(string binder) =>
        $"await {binder}.{(_parameter.IsOptional ? "OptionalBodyAsync" : "BodyAsync")}({BodyLocal}, {Literals.Text(_parameter.Key)})";
}
