namespace SegStream.Generators.Reading;

/// <summary>For each writer of the assembly the one owner that has it written, whatever order the files have.</summary>
internal sealed class WriterOwners : IEquatable<WriterOwners>
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    public WriterOwners(IEnumerable<FileModel> files)
    {
        foreach (var owned in files.SelectMany(file => file.Writers))
        {
            if (!_owners.TryGetValue(owned.Writer.HintName, out var first) || string.CompareOrdinal(owned.Owner, first) < 0)
            {
                _owners[owned.Writer.HintName] = owned.Owner;
            }
        }
    }

    public bool Owns(OwnedWriter owned) => _owners[owned.Writer.HintName] == owned.Owner;

    public bool Equals(WriterOwners? other) =>
        other is not null && _owners.Count == other._owners.Count && _owners.All(pair => other._owners.TryGetValue(pair.Key, out var owner) && owner == pair.Value);

    public override bool Equals(object? obj) => Equals(obj as WriterOwners);

    public override int GetHashCode() => _owners.Count;
}
