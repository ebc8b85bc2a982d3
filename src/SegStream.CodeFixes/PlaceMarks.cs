using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SegStream.CodeFixes;

/// <summary>Marks the places of diagnostics in a tree, so that they are found again after the tree was changed.</summary>
internal sealed class PlaceMarks
{
    private readonly ImmutableArray<Diagnostic> _diagnostics;
    private readonly Dictionary<int, SyntaxAnnotation> _marks = [];

    public PlaceMarks(SyntaxNode root, ImmutableArray<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        foreach (var diagnostic in diagnostics)
        {
            foreach (var location in Locations(diagnostic))
            {
                _marks[location.SourceSpan.Start] = new SyntaxAnnotation();
            }
        }

        var tokens = _marks.ToDictionary(mark => root.FindToken(mark.Key), mark => mark.Value);
        Root = root.ReplaceTokens(tokens.Keys, (original, token) => token.WithAdditionalAnnotations(tokens[original]));
    }

    /// <summary>The tree with the marks.</summary>
    public SyntaxNode Root { get; }

    /// <summary>Where a diagnostic is now; null when its place is gone.</summary>
    public FixPlace? Find(SyntaxNode root, int index)
    {
        var tokens = Locations(_diagnostics[index])
            .Select(location => root.GetAnnotatedTokens(_marks[location.SourceSpan.Start]).FirstOrDefault())
            .ToImmutableArray();
        return tokens.Any(token => token.Parent is null) ? null : new FixPlace(tokens[0], tokens.RemoveAt(0), _diagnostics[index].Properties);
    }

    private static IEnumerable<Location> Locations(Diagnostic diagnostic)
        => diagnostic.AdditionalLocations.Where(location => location.SourceTree == diagnostic.Location.SourceTree).Prepend(diagnostic.Location);
}
