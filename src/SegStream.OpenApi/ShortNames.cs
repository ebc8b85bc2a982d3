namespace SegStream.OpenApi;

/// <summary>Names of components, which may have letters, digits, dots, hyphens and underscores only.</summary>
internal static class ShortNames
{
    /// <summary>The name of a type without its namespace: <c>Outer.Union</c>, <c>PageOfOrder</c>.</summary>
    public static string Of(Type type)
    {
        var name = Of(type.Name.Split('`')[0]);
        var own = type.IsGenericType ? name + "Of" + string.Join("And", type.GenericTypeArguments.Select(Of)) : name;
        return type.DeclaringType is { IsGenericType: false } outer ? $"{Of(outer)}.{own}" : own;
    }

    /// <summary>The text with an underscore for whatever a name must not have.</summary>
    public static string Of(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
}
