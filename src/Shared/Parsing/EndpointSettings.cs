using System.Globalization;
using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Reads route and settings of an endpoint's attribute.</summary>
internal sealed class EndpointSettings
{
    private readonly AttributeData _attribute;
    private readonly FindingSink _findings;
    private readonly Compilation _compilation;
    private readonly List<SettingModel> _settings = [];

    private EndpointSettings(AttributeData attribute, string mode, Compilation compilation, FindingSink findings)
    {
        _attribute = attribute;
        _findings = findings;
        _compilation = compilation;
        Mode = mode;
    }

    public string Mode { get; }

    public string HttpMethod { get; private set; } = "GET";

    public RoutePattern Pattern { get; private set; } = null!;

    public string Route { get; private set; } = "";

    /// <summary>Whether queued events replace one another by their keys.</summary>
    public bool Coalesces { get; private set; }

    public IReadOnlyList<SettingModel> Settings => _settings;

    /// <summary>Reads the attribute, or returns null when its syntax is not complete.</summary>
    public static EndpointSettings? Read(AttributeData attribute, Compilation compilation, FindingSink findings)
    {
        if (attribute.ConstructorArguments.Length != 1
            || attribute.ConstructorArguments[0].Kind == TypedConstantKind.Error
            || EndpointAttributes.ModeOf(attribute.AttributeClass) is not { } mode)
        {
            return null;
        }

        var settings = new EndpointSettings(attribute, mode, compilation, findings);
        settings.ReadRoute();
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Value.Kind != TypedConstantKind.Error)
            {
                settings.ReadSetting(argument.Key, argument.Value);
            }
        }

        settings.CheckWatermarks();
        return settings;
    }

    private void ReadRoute()
    {
        var route = _attribute.ConstructorArguments[0].Value as string;
        if (route is null)
        {
            _findings(RuleIds.InvalidRoutePattern, FindingSpot.OnArgument(_attribute), "null", "a route pattern is required");
        }

        Route = route ?? "";
        Pattern = RoutePattern.Parse(Route);
        if (Pattern.Error is { } error)
        {
            _findings(RuleIds.InvalidRoutePattern, FindingSpot.OnArgument(_attribute), Route, error);
        }
    }

    private void ReadSetting(string name, TypedConstant constant)
    {
        switch (constant.Value)
        {
            case string text when name == "Method":
                HttpMethod = text;
                Check(name, IsToken(text), "an HTTP method, as GET or POST");
                Add(name, Literals.Text(text));
                break;
            case string text when name == "ContentType":
                Check(name, IsContentType(text), "a media type, as audio/wav");
                Add(name, Literals.Text(text));
                break;
            case string text when name == "Name":
                Check(name, text.Length > 0, "not empty");
                Add(name, Literals.Text(text));
                break;
            case INamedTypeSymbol context when name == "JsonContext":
                ReadJsonContext(context);
                break;
            case bool flag:
                Add(name, Literals.Bool(flag));
                break;
            case int number when name == "Formats":
                ReadFormats(number);
                break;
            case int number when name == "Overflow":
                ReadOverflow(number);
                break;
            case int number when name == "MaxLag":
                Check(name, number is >= 1 and <= 1_048_576, "from 1 to 1048576");
                Add(name, Literals.Primitive(number));
                break;
            case int number when name == "MaxLagBytes":
                Check(name, number is >= 1_024 and <= 1_073_741_824, "from 1024 to 1073741824");
                Add(name, Literals.Primitive(number));
                break;
            case int number when name == "OnShutdown":
                ReadShutdown(number);
                break;
            case int number:
                Check(name, number is >= 2 and <= 1_048_576, "from 2 to 1048576");
                Add(name, Literals.Primitive(number));
                break;
            case double number:
                CheckDouble(name, number);
                Add(name, Literals.Primitive(number));
                break;
            case null when name is "Method":
                Check(name, false, "an HTTP method, as GET or POST");
                break;
        }
    }

    private void ReadFormats(int number)
    {
        Check("Formats", number is >= 1 and <= 7, "at least one of NdJson, JsonSequence and JsonArray");
        string[] names = ["NdJson", "JsonSequence", "JsonArray"];
        Add("Formats", number == 7
            ? "global::SegStream.JsonStreamFormats.All"
            : string.Join(" | ", names.Where((_, bit) => (number & (1 << bit)) != 0).Select(member => "global::SegStream.JsonStreamFormats." + member)));
    }

    private void ReadOverflow(int number)
    {
        string[] names = ["Wait", "DropOldest", "DropNewest", "Coalesce", "Disconnect"];
        var isPolicy = number >= 0 && number < names.Length;
        Check("Overflow", isPolicy, "Wait, DropOldest, DropNewest, Coalesce or Disconnect");
        if (isPolicy)
        {
            Coalesces = names[number] == "Coalesce";
            Check("Overflow", !Coalesces || Mode is "Sse" or "Json", "another one: the events of this mode have no keys");
            Add("Overflow", "global::SegStream.OverflowPolicy." + names[number]);
        }
    }

    private void ReadShutdown(int number)
    {
        string[] names = ["Drain", "Finish", "Detach"];
        var isPolicy = number >= 0 && number < names.Length;
        Check("OnShutdown", isPolicy, "Drain, Finish or Detach");
        if (isPolicy)
        {
            Add("OnShutdown", "global::SegStream.ShutdownPolicy." + names[number]);
        }
    }

    private void ReadJsonContext(INamedTypeSymbol context)
    {
        var derives = context.SelfOrBase(type => type.Is("System.Text.Json.Serialization.JsonSerializerContext")) is not null;
        Check("JsonContext", derives && !context.IsAbstract && !context.IsUnboundGenericType, "a source-generated JsonSerializerContext");
        if (!Accessibility.IsVisible(context, _compilation))
        {
            _findings(RuleIds.MethodNotAccessible, FindingSpot.OnArgument(_attribute, "JsonContext"), context.Name, "it is not accessible in the whole assembly");
        }

        Add("JsonContext", context.ToPlainSource() + ".Default");
    }

    private void CheckDouble(string name, double number)
    {
        switch (name)
        {
            case "HighWatermark":
                Check(name, number is > 0 and <= 1, "above LowWatermark, up to 1");
                break;
            case "LowWatermark":
                Check(name, number is >= 0 and < 1, "from 0 to below HighWatermark");
                break;
            case "MaxDurationSeconds":
                Check(name, number is 0 or (>= 0.05 and <= 31_536_000), "0, or from 0.05 to 31536000");
                break;
            default:
                Check(name, number is 0 or (>= 0.05 and <= 86_400), "0, or from 0.05 to 86400");
                break;
        }
    }

    private void CheckWatermarks()
    {
        var low = Number("LowWatermark");
        var high = Number("HighWatermark");
        if (low is < 1 and >= 0 && high is > 0 and <= 1)
        {
            Check("LowWatermark", low < high, "from 0 to below HighWatermark");
        }
    }

    private double? Number(string name) => _attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as double?;

    private void Check(string name, bool isValid, string range)
    {
        if (!isValid)
        {
            var value = _attribute.NamedArguments.First(argument => argument.Key == name).Value;
            var text = value.Value switch
            {
                ITypeSymbol type => type.ToDisplayString(),
                int number when value.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } type => Literals.EnumMember(type, number).Replace("global::SegStream.OverflowPolicy.", "").Replace("global::SegStream.ShutdownPolicy.", ""),
                _ => Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? "null",
            };
            _findings(RuleIds.InvalidSetting, FindingSpot.OnArgument(_attribute, name), name, text, range);
        }
    }

    private void Add(string name, string expression) => _settings.Add(new SettingModel(name, expression));

    // RFC 9110, section 5.6.2.
    private static bool IsToken(string text) => text.Length > 0 && text.All(character =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(character) >= 0);

    private static bool IsContentType(string text)
    {
        var type = text.Split(';')[0].Trim().Split('/');
        return type.Length == 2 && type.All(IsToken) && !text.Any(char.IsControl);
    }
}
