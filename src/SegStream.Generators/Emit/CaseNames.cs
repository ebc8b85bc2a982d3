using System.Globalization;
using SegStream.Shared.Model;

namespace SegStream.Generators.Emit;

/// <summary>The names that generated members have for the cases of a union.</summary>
internal sealed class CaseNames
{
    private readonly string[] _methods;
    private readonly string[] _handlers;

    public CaseNames(UnionModel union)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var frequent = new HashSet<string>(union.Cases.GroupBy(item => item.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key), StringComparer.Ordinal);

        // Cases that are the only one of their name, or nested in the union, have it as it is; they come first, so that no qualified name takes it from them.
        _methods = new string[union.Cases.Count];
        foreach (var plain in new[] { true, false })
        {
            for (var index = 0; index < _methods.Length; index++)
            {
                var item = union.Cases[index];
                if (plain == (!frequent.Contains(item.Name) || item.Qualifier.Length == 0))
                {
                    _methods[index] = Unique((plain ? "" : item.Qualifier) + item.Name, taken);
                }
            }
        }

        taken.Clear();
        _handlers = [.. _methods.Select(name => Unique(CamelCase(name), taken))];
    }

    /// <summary>What stands in names of methods.</summary>
    public string Method(int index) => _methods[index];

    /// <summary>The parameter that is called for a case; not escaped.</summary>
    public string Handler(int index) => _handlers[index];

    /// <summary>A name that no handler has.</summary>
    public string Free(string name)
    {
        while (_handlers.Contains(name, StringComparer.Ordinal))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>A name with a small beginning: <c>Id</c> is <c>id</c>, <c>URLPath</c> is <c>urlPath</c>.</summary>
    public static string CamelCase(string name)
    {
        var characters = name.ToCharArray();
        for (var index = 0; index < characters.Length; index++)
        {
            var isLastCapital = index > 0 && index + 1 < characters.Length && !char.IsUpper(characters[index + 1]);
            if (!char.IsUpper(characters[index]) || isLastCapital)
            {
                break;
            }

            characters[index] = char.ToLowerInvariant(characters[index]);
        }

        return new string(characters);
    }

    /// <summary>The name, or the first one with a number behind it that is free; it is then taken.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
