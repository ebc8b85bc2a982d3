using System.Globalization;

namespace SegStream.Manifests;

/// <summary>Names the definitions: by the type's short name where no other type has it, else with its namespace.</summary>
internal static class SchemaNames
{
    public static IEnumerable<(SchemaEntry Entry, string Name)> Of(IReadOnlyList<SchemaEntry> entries)
    {
        var types = entries.Select(entry => entry.Type).Distinct().ToList();
        var sharers = types.ToLookup(TypeNames.Short, StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in types.OrderBy(TypeNames.Full, StringComparer.Ordinal))
        {
            var name = TypeNames.Short(type);
            name = Unused(sharers[name].Skip(1).Any() ? TypeNames.Full(type) : name, taken);

            // What is sent has the plain name: it is what most clients read.
            var classes = entries.Where(entry => entry.Type == type).GroupBy(entry => entry.Class).OrderBy(group => group.Min(entry => entry.Direction)).ToList();
            foreach (var (index, group) in classes.Index())
            {
                var own = index == 0 ? name : Unused(name + "Input", taken);
                foreach (var entry in group)
                {
                    yield return (entry, own);
                }
            }
        }
    }

    private static string Unused(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var number = 2; !taken.Add(candidate); number++)
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
