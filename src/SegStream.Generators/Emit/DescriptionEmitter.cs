using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes what a manifest tells of an endpoint: its parameters and its events.</summary>
internal static class DescriptionEmitter
{
    /// <summary>The method of an endpoint's class that describes it.</summary>
    public const string Method = "Describe";

    private const string Definition = GlobalNames.Hosting + "StreamEndpointDefinition";
    private const string Parameter = GlobalNames.Hosting + "StreamParameterDescription";
    private const string Kind = GlobalNames.Hosting + "StreamParameterKind";

    /// <summary>Writes the initializers of the definition.</summary>
    public static void Write(CodeWriter writer, EndpointModel endpoint)
    {
        var parameters = endpoint.Parameters.SelectMany(parameter => parameter.Leaves).Select(Describe).Where(text => text is not null).ToList();
        if (parameters.Count > 0)
        {
            writer.Line($"Parameters = new {Parameter}[]").Line("{").Indent();
            foreach (var parameter in parameters)
            {
                writer.Line(parameter + ",");
            }

            writer.Unindent().Line("},");
        }

        if (endpoint.DescribedEventType is { } events)
        {
            writer.Line($"Events = {GlobalNames.Hosting}StreamEventContract.Of<{events}>(),");
        }
    }

    /// <summary>Writes the method that describes all endpoints of the assembly.</summary>
    public static void WriteList(CodeWriter writer, IReadOnlyCollection<string> endpointClasses)
    {
        writer.Line("/// <summary>Describes every method of this assembly that is marked as a stream endpoint, without mapping it: for <c>StreamManifest.Create</c>.</summary>")
            .Line("/// <returns>The endpoints, by the names of their methods.</returns>");
        var signature = $"public static global::System.Collections.Generic.IReadOnlyList<{Definition}> DescribeSegStream()";
        if (endpointClasses.Count == 0)
        {
            writer.Line($"{signature} => global::System.Array.Empty<{Definition}>();");
            return;
        }

        writer.Open($"{signature} => new {Definition}[]");
        foreach (var name in endpointClasses)
        {
            writer.Line($"global::{GlobalNames.Namespace}.{name}.{Method}(),");
        }

        writer.Close("};");
    }

    // What does not come from the request, as services and the token, is no part of the contract.
    private static string? Describe(ParameterModel parameter)
    {
        if (KindOf(parameter) is not { } kind)
        {
            return null;
        }

        var isCollection = parameter.Kind is ParameterKind.Texts or ParameterKind.Values or ParameterKind.StringValues or ParameterKind.FormFiles;
        var type = parameter.Kind == ParameterKind.StringValues ? "string" : parameter.ValueType == "dynamic" ? "object" : parameter.ValueType;
        var settings = new List<string>();
        if (parameter.Key is { } key && key != parameter.Name)
        {
            settings.Add("Key = " + Literals.Text(key));
        }

        if (!parameter.IsOptional && !isCollection)
        {
            settings.Add("IsRequired = true");
        }

        if (parameter.IsNullableValueType)
        {
            settings.Add("IsNullable = true");
        }

        if (isCollection)
        {
            settings.Add("IsCollection = true");
        }

        if (parameter.Default is { } value and not "null" && !(parameter.IsNullableValueType && value.StartsWith("default(", StringComparison.Ordinal)))
        {
            settings.Add("Default = " + value);
        }

        if (parameter.Description is { } description)
        {
            settings.Add("Description = " + Literals.Text(description));
        }

        var creation = $"new({Literals.Text(parameter.Name)}, {Kind}.{kind}, typeof({type}), {Literals.Text(parameter.Type.Replace("global::", ""))})";
        return settings.Count == 0 ? creation : $"{creation} {{ {string.Join(", ", settings)} }}";
    }

    private static string? KindOf(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.Text or ParameterKind.Value or ParameterKind.Texts or ParameterKind.Values or ParameterKind.StringValues => parameter.Source,
        ParameterKind.FormFile or ParameterKind.FormFiles => "File",
        ParameterKind.Body => "Body",
        ParameterKind.ServiceOrBody => "ServiceOrBody",
        ParameterKind.BodyStream or ParameterKind.BodyReader => "RawBody",
        _ => null,
    };
}
