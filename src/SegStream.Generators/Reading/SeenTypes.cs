namespace SegStream.Generators.Reading;

/// <summary>Names of types whose declarations, or what these lead to, have changed, by namespace.</summary>
internal sealed class SeenTypes
{
    private readonly Dictionary<string, HashSet<int>> _types = new(StringComparer.Ordinal);

    public bool Any => _types.Count > 0;

    public void Add(FileDeclarations file)
    {
        foreach (var space in file.Namespaces)
        {
            if (!_types.TryGetValue(space, out var types))
            {
                _types[space] = types = [];
            }

            types.UnionWith(file.Declared);
        }
    }

    public bool MayBeSeenBy(FileDeclarations file, HashSet<int> globallyMentioned)
    {
        foreach (var pair in _types)
        {
            if (file.MaySee(pair.Key, pair.Value, globallyMentioned))
            {
                return true;
            }
        }

        return false;
    }
}
