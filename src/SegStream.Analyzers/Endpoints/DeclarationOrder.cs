using Microsoft.CodeAnalysis;

namespace SegStream.Analyzers.Endpoints;

/// <summary>Orders symbols as the source reads, so that of two equal ones always the same is called the second.</summary>
internal sealed class DeclarationOrder : IComparer<ISymbol>
{
    public static readonly DeclarationOrder Instance = new();

    public int Compare(ISymbol? x, ISymbol? y)
    {
        var first = x!.Locations[0];
        var second = y!.Locations[0];
        var byFile = string.CompareOrdinal(first.SourceTree?.FilePath, second.SourceTree?.FilePath);
        return byFile != 0 ? byFile : first.SourceSpan.CompareTo(second.SourceSpan);
    }
}
