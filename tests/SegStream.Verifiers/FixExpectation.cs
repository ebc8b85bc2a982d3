using Microsoft.CodeAnalysis.CodeFixes;

namespace SegStream.Verifiers;

/// <summary>What a fix should do.</summary>
/// <param name="Provider">The provider of the fix.</param>
/// <param name="EquivalenceKey">Which of its fixes; null for the first.</param>
/// <param name="Codes">The codes after the fix, with marks where diagnostics stay.</param>
internal sealed record FixExpectation(CodeFixProvider Provider, string? EquivalenceKey, IReadOnlyList<string> Codes);
