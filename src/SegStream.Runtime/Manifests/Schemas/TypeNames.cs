namespace SegStream.Manifests;

/// <summary>Names of types for readers.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>Without a namespace, in letters that a definition's name may have: <c>Outer.Inner</c>, <c>PageOfOrder</c>.</summary>
    public static string Short(Type type) => Word(type, withNamespace: false);

    /// <summary>The same with the namespace.</summary>
    public static string Full(Type type) => Word(type, withNamespace: true);

    /// <summary>As C# writes it, with its namespace: <c>System.Collections.Generic.List&lt;int&gt;</c>.</summary>
    public static string CSharp(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return CSharp(underlying) + "?";
        }

        if (type.IsArray)
        {
            return CSharp(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        return Path(type, CSharp, static arguments => "<" + string.Join(", ", arguments) + ">", withNamespace: true);
    }

    private static string Word(Type type, bool withNamespace) => type.IsArray
        ? Word(type.GetElementType()!, withNamespace) + "Array"
        : Path(type, argument => Word(argument, withNamespace: false), static arguments => "Of" + string.Join("And", arguments), withNamespace);

    private static string Path(Type type, Func<Type, string> argument, Func<IEnumerable<string>, string> list, bool withNamespace)
    {
        // The arguments of a nested type begin with those of its containers.
        var arguments = type.GetGenericArguments();
        var used = 0;
        var path = "";
        foreach (var level in Levels(type))
        {
            var name = level.Name;
            var arity = level.GetGenericArguments().Length;
            var tick = name.IndexOf('`', StringComparison.Ordinal);
            path += (path.Length > 0 ? "." : "") + (tick < 0 ? name : name[..tick] + list(arguments[used..arity].Select(argument)));
            used = arity;
        }

        return withNamespace && !string.IsNullOrEmpty(type.Namespace) ? type.Namespace + "." + path : path;
    }

    private static IEnumerable<Type> Levels(Type type) => type.DeclaringType is { } container ? Levels(container).Append(type) : [type];
}
