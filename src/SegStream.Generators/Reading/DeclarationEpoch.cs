using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared;

namespace SegStream.Generators.Reading;

/// <summary>
/// A time in which nothing changed that a model can depend on. While an author types inside of bodies and comments, every new compilation belongs to the epoch of the
/// one before, and what was read from its files stays right without a look at a single symbol. A change of declarations begins a new epoch, into which the
/// files are carried over that have no way to see it.
/// </summary>
/// <remarks>
/// An epoch holds text only. Compilations are known weakly: the one before is alive as long as the compiler compares with it, and when it is gone, everything is read again.
/// </remarks>
internal sealed class DeclarationEpoch
{
    // So many files of a compilation lead to it. An edit replaces one file, so that two of them are enough, unless files are removed.
    private const int Anchors = 8;

    private static readonly ConditionalWeakTable<Compilation, DeclarationEpoch> Known = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<WeakReference<CSharpCompilation>>> Latest = new();

    private DeclarationEpoch(CSharpCompilation compilation)
    {
        HasRuntime = compilation.GetTypeByMetadataName(WellKnownNames.StreamEndpointMapper) is { } mapper && !SymbolEqualityComparer.Default.Equals(mapper.ContainingAssembly, compilation.Assembly);
        HasSender = compilation.GetTypeByMetadataName(WellKnownNames.TypedStreamSender) is not null;
        GlobalAliases = [.. compilation.SyntaxTrees.SelectMany(GlobalAliasesOf)];
    }

    private DeclarationEpoch(DeclarationEpoch before)
    {
        HasRuntime = before.HasRuntime;
        HasSender = before.HasSender;
        GlobalAliases = before.GlobalAliases;
    }

    /// <summary>Whether endpoints can be mapped: a library of contracts references Abstractions only, may declare unions, but has nothing to map endpoints with.</summary>
    public bool HasRuntime { get; }

    /// <summary>Whether unions can be sent.</summary>
    public bool HasSender { get; }

    /// <summary>The names that <c>global using X = …</c> declares in any file.</summary>
    public ImmutableHashSet<string> GlobalAliases { get; }

    /// <summary>The epoch of a compilation.</summary>
    public static DeclarationEpoch Of(CSharpCompilation compilation)
    {
        if (Known.TryGetValue(compilation, out var known))
        {
            return known;
        }

        var epoch = Follow(compilation) ?? new DeclarationEpoch(compilation);
        foreach (var tree in compilation.SyntaxTrees.Take(Anchors))
        {
            Latest.GetOrCreateValue(tree).Value = new WeakReference<CSharpCompilation>(compilation);
        }

        return Known.GetValue(compilation, _ => epoch);
    }

    // The epoch that follows from the compilation before, or null where the two have too little in common.
    private static DeclarationEpoch? Follow(CSharpCompilation compilation)
    {
        if (Before(compilation) is not { } before || CompilationChange.Between(before, compilation) is not { } change)
        {
            return null;
        }

        var old = Of(before);
        var epoch = change.IsVisible ? new DeclarationEpoch(old) : old;
        change.CarryOver(old, epoch);
        return epoch;
    }

    // The latest compilation that has a file in common with this one and whose epoch is known.
    private static CSharpCompilation? Before(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees.Take(Anchors))
        {
            if (Latest.TryGetValue(tree, out var latest) && latest.Value is { } reference && reference.TryGetTarget(out var before) && Known.TryGetValue(before, out _))
            {
                return before;
            }
        }

        return null;
    }

    private static IEnumerable<string> GlobalAliasesOf(SyntaxTree tree) =>
        from directive in ((CompilationUnitSyntax)tree.GetRoot()).Usings
        where directive.Alias is not null && directive.GlobalKeyword.RawKind != 0
        select directive.Alias!.Name.Identifier.ValueText;
}
