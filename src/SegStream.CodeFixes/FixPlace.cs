using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SegStream.CodeFixes;

/// <summary>Where a diagnostic is in a document that may have been changed since it was reported.</summary>
internal sealed class FixPlace
{
    public FixPlace(SyntaxToken token, ImmutableArray<SyntaxToken> additional, ImmutableDictionary<string, string?> properties)
    {
        Token = token;
        Additional = additional;
        Properties = properties;
    }

    /// <summary>The first token of the diagnostic's place.</summary>
    public SyntaxToken Token { get; }

    /// <summary>The first tokens of its additional places in the same document.</summary>
    public ImmutableArray<SyntaxToken> Additional { get; }

    public ImmutableDictionary<string, string?> Properties { get; }
}
