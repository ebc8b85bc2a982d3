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

    /// <summary>Whether the value is an object that is put together of <see cref="Members"/>.</summary>
    public bool IsComposite => _parameter.Kind == ParameterKind.Composite;

    public bool UsesBody => _parameter.Kind is ParameterKind.Body or ParameterKind.ServiceOrBody;

    public bool UsesForm => _parameter.Source == "Form" || _parameter.Kind is ParameterKind.Form || IsFile;

    public bool IsFile => _parameter.Kind is ParameterKind.FormFile or ParameterKind.FormFiles;

    public bool IsBindAsync => _parameter.Kind == ParameterKind.BindAsync;

    public bool IsOptional => _parameter.IsOptional;

    /// <summary>The type of a part of a form, as descriptions of the endpoint know it.</summary>
    public string FormType => _parameter.Kind switch
    {
        ParameterKind.Texts or ParameterKind.Values => _parameter.ValueType + (_parameter.IsNullableValueType ? "?[]" : "[]"),
        _ => _parameter.ValueType,
    };

    /// <summary>The name on the wire as a literal.</summary>
    public string KeyText => Literals.Text(_parameter.Key);

    /// <summary>The local variable of the map step that the request needs; null when it needs none.</summary>
    public string? PreparedLocal => UsesBody ? Local.TrimStart('@') + "Json" : _parameter.ParameterInfo is not null ? Local.TrimStart('@') + "Info" : null;

    /// <summary>The type of <see cref="PreparedLocal"/>.</summary>
    public string PreparedType => UsesBody
        ? "global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<" + _parameter.ValueType + ">" + (_parameter.Kind == ParameterKind.ServiceOrBody ? "?" : "")
        : "global::System.Reflection.ParameterInfo";

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
        ParameterKind.Composite => Creation(http, token, sender),
        _ => Local,
    };

    private string Creation(string http, string token, string sender)
    {
        string Values(bool areInitialized) => string.Join(", ", Members
            .Where(member => member._parameter.Initialized is not null == areInitialized)
            .Select(member => (areInitialized ? SymbolNames.Escape(member._parameter.Initialized!) + " = " : "") + member.DirectArgument(http, token, sender)));
        var creation = $"new {_parameter.ValueType}({Values(areInitialized: false)})";
        return Values(areInitialized: true) is { Length: > 0 } initializers ? $"{creation} {{ {initializers} }}" : creation;
    }

    /// <summary>The line that finds at map time where the value comes from or that it comes from nowhere; null when nothing is to be found out.</summary>
    public string? MapLine(string mapper)
    {
        var name = Literals.Text(_parameter.Name);
        return _parameter.Kind switch
        {
            ParameterKind.Body => $"var {PreparedLocal} = {mapper}.Json<{_parameter.ValueType}>({name}, definition.JsonContext);",
            ParameterKind.ServiceOrBody => $"var {PreparedLocal} = {mapper}.IsService<{_parameter.ValueType}>() ? null : {mapper}.Json<{_parameter.ValueType}>({name}, definition.JsonContext);",
            ParameterKind.Service when _parameter is { IsOptional: false, Key: not null } =>
                $"{GlobalNames.Hosting}MapTimeChecks.RequireService({mapper}.IsService<{_parameter.ValueType}>(), definition.DisplayName, {name}, typeof({_parameter.ValueType}));",
            ParameterKind.BindAsync when _parameter.ParameterInfo is not null => $"var {PreparedLocal} = {_parameter.ParameterInfo};",
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

        return UsesBody || IsBindAsync ? $"({value})!" : value + "!";
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
        ParameterKind.ServiceOrBody => $"{PreparedLocal} is null ? {Service(http)} : {Body(binder)}",
        ParameterKind.Text => Text(binder),
        ParameterKind.Value => Parsed(binder),
        ParameterKind.Texts => $"{binder}.Texts({Source})",
        ParameterKind.Values => $"{binder}.{(_parameter.IsNullableValueType ? "NullableValues" : _parameter.AllowsEmptyElements ? "OptionalValues" : "Values")}<{_parameter.ValueType}>({Source}, {_parameter.Parser})",
        ParameterKind.BindAsync => Bound(http, binder),
        ParameterKind.Form => binder + ".Form",
        ParameterKind.FormFiles => binder + ".Form.Files",
        ParameterKind.FormFile => $"{binder}.{(_parameter.IsOptional ? "OptionalFile" : "File")}({KeyText})",
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

    private string Bound(string http, string binder)
    {
        var call = _parameter.BindsByInterface
            ? $"await {binder}.BindAsync<{_parameter.ValueType}>({PreparedLocal})"
            : $"await {_parameter.ValueType}.BindAsync({http}{(PreparedLocal is null ? "" : ", " + PreparedLocal)})";
        var isValue = _parameter is { IsValueType: true, IsNullableValueType: false };
        return !_parameter.IsOptional && _parameter.BindMayBeNull ? $"{binder}.Required({Literals.Text(_parameter.Name)}, {call})"
            : isValue && _parameter.BindMayBeNull ? $"({call}) ?? {_parameter.Default}"
            : call;
    }

    private string Service(string http) =>
        $"{GlobalNames.Services}Get{(_parameter.IsOptional ? "" : "Required")}Service<{_parameter.ValueType}>({http}.RequestServices)";

    private string KeyedService(string http) =>
        $"{GlobalNames.KeyedServices}Get{(_parameter.IsOptional ? "" : "Required")}KeyedService<{_parameter.ValueType}>({http}.RequestServices, {_parameter.ServiceKey})";

    private string Body(string binder)
    {
        var body = $"await {binder}.{(_parameter.IsOptional ? "OptionalBodyAsync" : "BodyAsync")}({PreparedLocal}, {KeyText})";
        return _parameter is { IsValueType: false, Default: not null and not "null" } ? $"({body}) ?? {_parameter.Default}" : body;
    }
}
