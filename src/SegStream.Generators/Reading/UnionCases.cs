using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Reading;

/// <summary>The cases of all unions of the assembly, by union.</summary>
internal sealed class UnionCases : IEquatable<UnionCases>
{
    private readonly Dictionary<string, EquatableArray<UnionCaseModel>> _cases;

    public UnionCases(IEnumerable<FileModel> files) =>
        _cases = files.SelectMany(file => file.Cases)
            .GroupBy(item => item.UnionType, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new EquatableArray<UnionCaseModel>(group.OrderBy(item => item.Order, StringComparer.Ordinal).ThenBy(item => item.Type, StringComparer.Ordinal)),
                StringComparer.Ordinal);

    /// <summary>The union with its cases and those of the unions that it includes, or null when one of them is not valid.</summary>
    public UnionModel? Join(UnionModel union) =>
        UnionAssembly.Join(union, [.. Of(union.Type), .. union.Includes.Where(included => !included.IsForeign && included.Type != union.Type).SelectMany(included => Of(included.Type))]);

    private IEnumerable<UnionCaseModel> Of(string union) => _cases.TryGetValue(union, out var cases) ? cases : [];

    public bool Equals(UnionCases? other) =>
        other is not null && _cases.Count == other._cases.Count && _cases.All(pair => other._cases.TryGetValue(pair.Key, out var cases) && cases.Equals(pair.Value));

    public override bool Equals(object? obj) => Equals(obj as UnionCases);

    public override int GetHashCode() => _cases.Count;
}
