namespace SegStream.Shared.Parsing;

/// <summary>Takes what the parser finds wrong. The generator gives none: invalid input has no output, and the analyzer explains it.</summary>
/// <param name="ruleId">The rule.</param>
/// <param name="spot">Where to show it.</param>
/// <param name="arguments">The arguments of the rule's message.</param>
internal delegate void FindingSink(string ruleId, FindingSpot spot, params string[] arguments);
