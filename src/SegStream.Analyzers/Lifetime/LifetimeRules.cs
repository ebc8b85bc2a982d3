using Microsoft.CodeAnalysis;
using SegStream.Shared;

namespace SegStream.Analyzers.Lifetime;

/// <summary>The rules about the end of a stream.</summary>
internal static class LifetimeRules
{
    /// <summary>The property of a diagnostic that holds the expression by which the stream can be ended, when the code has one.</summary>
    public const string SenderProperty = "Sender";

    /// <summary>The property of a diagnostic that is set when its additional locations are the statements by which the code leaves, so that they can be changed.</summary>
    public const string ExitsAreExactProperty = "ExitsAreExact";

    public static readonly DiagnosticDescriptor NeverEnded = new(
        RuleIds.StreamNeverEnded,
        "A stream is never ended",
        "The stream of '{0}' is never ended: call EndStream() when it is complete, or Fail(exception)",
        RuleCategories.Lifetime,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A stream that nobody ends is told to the client as incomplete, or stays open until a limit closes it. Whoever owns a sender has to end its stream, or give it to code that does.",
        RuleIds.HelpLink(RuleIds.StreamNeverEnded));

    public static readonly DiagnosticDescriptor NotEndedOnEveryPath = new(
        RuleIds.StreamNotEndedOnEveryPath,
        "A stream is not ended on every path",
        "The stream of '{0}' is not ended on every path: call EndStream() or Fail(exception) before the code leaves (line {1})",
        RuleCategories.Lifetime,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The stream is ended on some ways through the code, but the places that are shown leave it open. A client sees such a stream as incomplete.",
        RuleIds.HelpLink(RuleIds.StreamNotEndedOnEveryPath));
}
