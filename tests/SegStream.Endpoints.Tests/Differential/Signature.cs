using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>A method that is mapped twice.</summary>
internal sealed class Signature
{
    private Signature(MethodInfo method, JsonStreamAttribute attribute)
    {
        Method = method;
        HttpMethod = attribute.Method;
        Route = attribute.Route["/seg".Length..];
        Leaves = [.. method.GetParameters().SelectMany(Read)];
    }

    public MethodInfo Method { get; }

    /// <summary>The route without the prefix that tells the two apart.</summary>
    public string Route { get; }

    public string HttpMethod { get; }

    /// <summary>What the request can have.</summary>
    public IReadOnlyList<Leaf> Leaves { get; }

    public Delegate Delegate => Method.CreateDelegate(Expression.GetDelegateType([.. Method.GetParameters().Select(parameter => parameter.ParameterType), Method.ReturnType]));

    public bool HasForm => Leaves.Any(leaf => leaf.Source is LeafSource.Form or LeafSource.File);

    public bool HasBody => Leaves.Any(leaf => leaf.Source == LeafSource.Body);

    public static IReadOnlyList<Signature> All { get; } =
    [
        .. new[] { typeof(QuerySignatures), typeof(RouteAndHeaderSignatures), typeof(BodySignatures), typeof(FormAndGroupSignatures) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Select(method => new Signature(method, method.GetCustomAttribute<JsonStreamAttribute>()!))
            .OrderBy(signature => signature.Route, StringComparer.Ordinal),
    ];

    public override string ToString() => HttpMethod + " " + Route;

    private IEnumerable<Leaf> Read(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is null)
        {
            return Read(parameter.Name!, parameter.ParameterType, [.. parameter.GetCustomAttributes()]);
        }

        var type = parameter.ParameterType;
        var arguments = type.GetConstructors().Where(constructor => type.GetConstructors().Length == 1).SelectMany(constructor => constructor.GetParameters()).ToList();
        return arguments.Count > 0
            ? arguments.SelectMany(argument => Read(argument.Name!, argument.ParameterType, [.. argument.GetCustomAttributes(), .. type.GetProperty(argument.Name!, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)!.GetCustomAttributes()]))
            : type.GetProperties().SelectMany(property => Read(property.Name, property.PropertyType, [.. property.GetCustomAttributes()]));
    }

    private IEnumerable<Leaf> Read(string name, Type type, IReadOnlyList<Attribute> attributes)
    {
        T? Find<T>() => attributes.OfType<T>().FirstOrDefault();
        var isFile = type == typeof(IFormFile) || type == typeof(IFormFileCollection);
        if (isFile || type == typeof(IFormCollection) || Find<IFromFormMetadata>() is not null)
        {
            return [new Leaf(isFile ? LeafSource.File : LeafSource.Form, Find<IFromFormMetadata>()?.Name ?? name, type)];
        }

        if (Find<IFromRouteMetadata>() is { } route)
        {
            return [new Leaf(LeafSource.Route, route.Name ?? name, type)];
        }

        if (Find<IFromQueryMetadata>() is { } query)
        {
            return [new Leaf(LeafSource.Query, query.Name ?? name, type)];
        }

        if (Find<IFromHeaderMetadata>() is { } header)
        {
            return [new Leaf(LeafSource.Header, header.Name ?? name, type)];
        }

        var isInRoute = Route.Contains('{' + name, StringComparison.OrdinalIgnoreCase) || Route.Contains("*" + name + "}", StringComparison.OrdinalIgnoreCase);
        return Find<IFromBodyMetadata>() is not null || type == typeof(Stream) ? [new Leaf(LeafSource.Body, name, type)]
            : isInRoute ? [new Leaf(LeafSource.Route, name, type)]
            : type.GetMethod("BindAsync") is not null || type.Name.StartsWith("Bound", StringComparison.Ordinal) ? [new Leaf(LeafSource.Query, Find<Types.NameAttribute>()?.Name ?? name, typeof(string))]
            : Find<IFromServiceMetadata>() is not null || type.IsInterface || IsSpecial(type) || attributes.Any(attribute => attribute.GetType().Name.StartsWith("FromKeyed", StringComparison.Ordinal)) ? []
            : Texts.IsText(type) || HttpMethod == "GET" ? [new Leaf(LeafSource.Query, name, type)]
            : [new Leaf(LeafSource.Body, name, type)];
    }

    private static bool IsSpecial(Type type) => type.Namespace is "Microsoft.AspNetCore.Http" or "System.Security.Claims" || type == typeof(CancellationToken);
}
