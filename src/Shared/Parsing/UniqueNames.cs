using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Names for generated files and classes. Each carries a hash of the symbol's documentation id, which holds namespace, containing
/// types, arity and parameter types, so that names differ where symbols do, whatever else is in the assembly: no step has to see all endpoints.
/// </summary>
internal static class UniqueNames
{
    private const int LongestName = 160;

    public static string Hash(ISymbol symbol) => Hash(symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString());

    public static string Hash(string text)
    {
        // FNV-1a: stable between runs and machines, which string.GetHashCode is not.
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>The containing types and the name: <c>Outer.Inner.Method</c>.</summary>
    public static string Path(ISymbol symbol)
    {
        var path = symbol.Name;
        for (var type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            path = type.Name + "." + path;
        }

        return path;
    }

    public static string ClassName(ISymbol symbol) => End(Path(symbol).Replace('.', '_')) + "_" + Hash(symbol);

    // File systems take about 255 characters and the compiler 511; the hash tells names apart whose ends are equal.
    private static string End(string name) => name.Length <= LongestName ? name : "_" + name.Substring(name.Length - LongestName);

    public static string HintName(ISymbol symbol)
    {
        // Without '@', which the names of files must not have.
        var path = Path(symbol);
        for (var container = symbol.ContainingNamespace; container is { IsGlobalNamespace: false }; container = container.ContainingNamespace)
        {
            path = container.Name + "." + path;
        }

        var name = new StringBuilder(End(path)).Append('.').Append(Hash(symbol));

        // An explicit implementation or broken code can have a name that is no identifier.
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] is not ('.' or '_') && !char.IsLetterOrDigit(name[index]) && !char.IsSurrogate(name[index]))
            {
                name[index] = '_';
            }
        }

        return name.ToString();
    }
}
