using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes the class that maps and serves one endpoint.</summary>
internal sealed class EndpointEmitter
{
    private readonly EndpointModel _endpoint;
    private readonly CodeWriter _writer = new();
    private readonly List<ParameterEmitter> _parameters = [];

    // Those that are read before the call, with the members of [AsParameters] objects in their place.
    private readonly List<ParameterEmitter> _bound;

    // Names of our own variables: the author's parameters keep theirs, unless they are equal to one of these.
    private const string Http = "http";
    private const string Endpoint = "endpoint";
    private const string Binder = "binder";
    private const string Target = "target";
    private const string Token = "cancellationToken";
    private const string Sender = "sender";
    private const string Mapper = "mapper";

    private EndpointEmitter(EndpointModel endpoint)
    {
        _endpoint = endpoint;
        var taken = new HashSet<string>(StringComparer.Ordinal) { Http, Endpoint, Binder, Target, Token, Sender, Mapper, "definition" };
        foreach (var parameter in endpoint.Parameters)
        {
            var members = parameter.Members.Select(member => new ParameterEmitter(member, Local(member, taken), [])).ToList();
            _parameters.Add(new ParameterEmitter(parameter, parameter.Kind == ParameterKind.Composite ? "" : Local(parameter, taken), members));
        }

        _bound = [.. _parameters.SelectMany(parameter => parameter.IsComposite ? parameter.Members : [parameter]).Where(parameter => parameter.IsBound)];
    }

    private static string Local(ParameterModel parameter, HashSet<string> taken)
    {
        var name = parameter.Name;
        while (taken.Contains(name) || taken.Contains(name + "Json") || taken.Contains(name + "Info"))
        {
            name += "Value";
        }

        taken.UnionWith([name, name + "Json", name + "Info"]);

        return SymbolNames.Escape(name);
    }

    public static string Emit(EndpointModel endpoint) => new EndpointEmitter(endpoint).Write();

    private string EndpointType => _endpoint.Shape switch
    {
        EndpointShape.Detached => GlobalNames.Hosting + "DetachedStreamEndpoint",
        EndpointShape.UnifiedPush => GlobalNames.Hosting + "UnifiedStreamEndpoint",
        _ => GlobalNames.Hosting + "StreamEndpoint<" + _endpoint.EventType + ">",
    };

    private string Creation => _endpoint.Shape switch
    {
        EndpointShape.Detached => "CreateDetachedEndpoint(definition)",
        EndpointShape.UnifiedPush => "CreateUnifiedEndpoint(definition)",
        _ => "CreateEndpoint<" + _endpoint.EventType + ">(definition)",
    };

    private IEnumerable<ParameterEmitter> Bodies => _bound.Where(parameter => parameter.UsesBody);

    private IEnumerable<ParameterEmitter> Prepared => _bound.Where(parameter => parameter.PreparedLocal is not null);

    private ParameterEmitter? FirstOfForm => _bound.FirstOrDefault(parameter => parameter.UsesForm);

    private string Write()
    {
        _writer.FileHeader(_endpoint.DisabledWarnings)
            .Line($"namespace {GlobalNames.Namespace};")
            .Line()
            .Line($"/// <summary>Serves {XmlText(_endpoint.DisplayName)} at {XmlText(_endpoint.HttpMethod)} {XmlText(_endpoint.Route)}.</summary>")
            .Line(GlobalNames.Embedded)
            .Open($"internal static class {_endpoint.ClassName}");
        WriteDefinition();
        _writer.Line();
        WriteMap();
        _writer.Line();
        WriteInvoke();
        return _writer.Close().ToString();
    }

    private void WriteMap()
    {
        _writer.Open($"public static void Map({GlobalNames.Hosting}StreamEndpointMapper {Mapper})")
            .Line($"var definition = {DescriptionEmitter.Method}();");
        if (!_endpoint.IsStatic)
        {
            _writer.Line($"{GlobalNames.Hosting}MapTimeChecks.RequireTarget({Mapper}.IsService<{_endpoint.ContainingType}>(), definition.DisplayName, typeof({_endpoint.ContainingType}));");
        }

        foreach (var parameter in _bound)
        {
            if (parameter.MapLine(Mapper) is { } line)
            {
                _writer.Line(line);
            }
        }

        string[] bodies = [.. Bodies.Select(body => body.PreparedLocal + " is not null"), .. FirstOfForm is null ? Array.Empty<string>() : ["true"]];
        if (bodies.Length > 1)
        {
            _writer.Line($"{GlobalNames.Hosting}MapTimeChecks.RequireOneBody(definition.DisplayName, {string.Join(", ", bodies)});");
        }

        var arguments = string.Concat(Prepared.Select(parameter => ", " + parameter.PreparedLocal));
        _writer.Line($"var {Endpoint} = {Mapper}.{Creation};")
            .Line($"{Mapper}.Map(definition, {Http} => InvokeAsync({Http}, {Endpoint}{arguments}){string.Concat(BodyMetadata().Select(item => ", " + item))});")
            .Close();
    }

    // What ASP.NET Core's routing, antiforgery check and descriptions have to know of the body.
    private IEnumerable<string> BodyMetadata() => FirstOfForm is { } form
        ? [$"{GlobalNames.Hosting}BodyMetadata.Form(typeof({form.FormType}), hasFiles: {Literals.Bool(_bound.Any(parameter => parameter.IsFile))})", GlobalNames.Hosting + "BodyMetadata.Antiforgery"]
        : Bodies.Select(body => $"{GlobalNames.Hosting}BodyMetadata.Json({body.PreparedLocal}, isOptional: {Literals.Bool(body.IsOptional)})");

    private void WriteDefinition()
    {
        _writer.Open($"public static {GlobalNames.Hosting}StreamEndpointDefinition {DescriptionEmitter.Method}() => new()")
            .Line($"DisplayName = {Literals.Text(_endpoint.DisplayName)},");
        foreach (var setting in _endpoint.Settings)
        {
            _writer.Line($"{setting.Name} = {setting.Expression},");
        }

        if (_endpoint.Metadata.Count > 0)
        {
            _writer.Line("Metadata = new object[]").Line("{").Indent();
            foreach (var attribute in _endpoint.Metadata)
            {
                _writer.Line(attribute + ",");
            }

            _writer.Unindent().Line("},");
        }

        DescriptionEmitter.Write(_writer, _endpoint);
        _writer.Close("};");
    }

    private void WriteInvoke()
    {
        var prepared = string.Concat(Prepared.Select(parameter => $", {parameter.PreparedType} {parameter.PreparedLocal}"));
        var signature = $"{GlobalNames.Task} InvokeAsync({GlobalNames.HttpContext} {Http}, {EndpointType} {Endpoint}{prepared})";
        var usesBinder = _bound.Any(parameter => parameter.UsesBinder);
        var awaits = usesBinder || (_endpoint.Shape == EndpointShape.Detached && _endpoint.Wrapper != ReturnWrapper.None);
        _writer.Open($"private static {(awaits ? "async " : "")}{signature}");
        if (usesBinder)
        {
            WriteBinding();
        }

        foreach (var parameter in _bound.Where(parameter => !parameter.UsesBinder))
        {
            _writer.Line($"var {parameter.Local} = {parameter.Value(Http, Binder)};");
        }

        if (!_endpoint.IsStatic)
        {
            _writer.Line($"var {Target} = {GlobalNames.Services}GetRequiredService<{_endpoint.ContainingType}>({Http}.RequestServices);");
        }

        _writer.Line($"{(awaits ? "await" : "return")} {Delivery()};").Close();
    }

    private void WriteBinding()
    {
        _writer.Line($"var {Binder} = new {GlobalNames.Hosting}ParameterBinder({Http});");

        // BindAsync comes first, so that it can look at the body before that is read; then the body: a wrong content type is answered with 415 whatever else is wrong.
        var bound = _bound.Where(parameter => parameter.UsesBinder).ToLookup(parameter => parameter.IsBindAsync ? 0 : parameter.UsesBody ? 1 : 2);
        WriteValues(bound[0]);
        if (FirstOfForm is { } form)
        {
            _writer.Open($"if (!await {Binder}.ReadFormAsync({form.KeyText}))");
            WriteProblem();
        }

        WriteValues(bound[1].Concat(bound[2]));
        _writer.Open($"if ({Binder}.Failed)");
        WriteProblem();
    }

    private void WriteValues(IEnumerable<ParameterEmitter> parameters)
    {
        foreach (var parameter in parameters)
        {
            _writer.Line($"var {parameter.Local} = {parameter.Value(Http, Binder)};");
        }
    }

    private void WriteProblem() => _writer
        .Line($"await {Binder}.WriteProblemAsync();")
        .Line("return;")
        .Close()
        .Line();

    private string Delivery()
    {
        switch (_endpoint.Shape)
        {
            case EndpointShape.Detached:
                // The result is handed over without a local variable: a sender must not be kept alive by this method while its stream runs.
                var call = Call(Http + ".RequestAborted");
                return $"{Endpoint}.ExecuteAsync({Http}, {(_endpoint.Wrapper == ReturnWrapper.None ? call : "await " + call)})";
            case EndpointShape.Push or EndpointShape.UnifiedPush:
                return $"{Endpoint}.PushAsync({Http}, {Producer()})";
            case EndpointShape.ChannelReader:
                return $"{Endpoint}.ReadAsync({Http}, {Source()})";
            default:
                return $"{Endpoint}.PullAsync({Http}, {Source()})";
        }
    }

    private string NotNull => _endpoint.ReturnsNullable ? "!" : "";

    private string Source()
    {
        var call = Call(Token);
        if (_endpoint.Wrapper == ReturnWrapper.None)
        {
            return _endpoint.Cast is null ? $"{Token} => {call}{NotNull}" : $"{Token} => ({_endpoint.Cast}){call}{NotNull}";
        }

        return $"async {Token} => ({Interface})(await {call}){NotNull}";
    }

    // Task<T> is not covariant, so that the awaited value is handed on under the type that the endpoint takes.
    private string Interface => _endpoint.Shape switch
    {
        EndpointShape.AsyncEnumerable => "global::System.Collections.Generic.IAsyncEnumerable<" + _endpoint.EventType + ">",
        EndpointShape.Enumerable => "global::System.Collections.Generic.IEnumerable<" + _endpoint.EventType + ">",
        _ => "global::System.Threading.Channels.ChannelReader<" + _endpoint.EventType + ">",
    };

    private string Producer()
    {
        var call = Call(Token);
        return _endpoint.Wrapper switch
        {
            ReturnWrapper.Task => $"({Sender}, {Token}) => {call}",
            ReturnWrapper.ValueTask => $"({Sender}, {Token}) => {call}.AsTask()",
            _ => $"({Sender}, {Token}) => {{ {call}; return {GlobalNames.Task}.CompletedTask; }}",
        };
    }

    private string Call(string token)
    {
        var arguments = string.Join(", ", _parameters.Select(parameter => parameter.DirectArgument(Http, token, Sender)));
        return $"{(_endpoint.IsStatic ? _endpoint.ContainingType : Target)}.{_endpoint.MethodName}({arguments})";
    }

    private static string XmlText(string text) =>
        new([.. text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Where(character => !char.IsControl(character) && character is not ('\u0085' or '\u2028' or '\u2029'))]);
}
