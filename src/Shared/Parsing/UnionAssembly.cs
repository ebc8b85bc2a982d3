using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Puts a union and its cases together.</summary>
internal static class UnionAssembly
{
    /// <summary>The union with its cases in the order of the source, or null when one of them is not valid.</summary>
    public static UnionModel? Join(UnionModel union, IReadOnlyCollection<UnionCaseModel> allCases)
    {
        var cases = Included(union, allCases).Concat(Own(union.Type, allCases)).ToList();
        var names = new HashSet<string>(cases.Select(item => item.EventName), StringComparer.Ordinal);

        // The order has done its work; without it a change of file names does not write the union again.
        return names.Count == cases.Count && cases.All(item => item.IsValid)
            ? union with { Cases = new EquatableArray<UnionCaseModel>(cases.Select(item => item with { Order = "" })) }
            : null;
    }

    /// <summary>The cases of included unions.</summary>
    public static IEnumerable<UnionCaseModel> Included(UnionModel union, IReadOnlyCollection<UnionCaseModel> allCases) =>
        union.Includes.SelectMany(included => (included.IsForeign ? included.Cases : Own(included.Type, allCases)).Select(item => item with
        {
            Carrier = union.Type + "." + SymbolNames.EscapeType(included.Wrapper),
            Qualifier = included.Name,
            TakenNames = EquatableArray<string>.Empty,
        }));

    private static IEnumerable<UnionCaseModel> Own(string unionType, IEnumerable<UnionCaseModel> allCases) => allCases
        .Where(item => item.UnionType == unionType)
        .OrderBy(item => item.Order, StringComparer.Ordinal)
        .ThenBy(item => item.Type, StringComparer.Ordinal);
}
