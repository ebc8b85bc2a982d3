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

    public static readonly DiagnosticDescriptor SentAfterEnd = new(
        RuleIds.SentAfterEnd,
        "Something is sent after the end of the stream",
        "'{0}' sends on '{1}' after the stream was ended (line {2}): nothing of it is delivered",
        RuleCategories.Lifetime,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A stream that was ended takes nothing more: the send returns Closed, or false, and the client never gets the event.",
        RuleIds.HelpLink(RuleIds.SentAfterEnd));

    public static readonly DiagnosticDescriptor EndedTwice = new(
        RuleIds.EndedTwice,
        "A stream is ended twice with different outcomes",
        "'{0}' has no effect: the stream of '{1}' was already ended with another outcome (line {2})",
        RuleCategories.Lifetime,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A stream ends once, for one reason: the first EndStream or Fail counts, and a later call with another outcome changes nothing.",
        RuleIds.HelpLink(RuleIds.EndedTwice));

    public static readonly DiagnosticDescriptor EndlessSendLoop = new(
        RuleIds.EndlessSendLoop,
        "An endless loop of sends has no way out",
        "The loop sends for ever: look at the result of '{0}', or at the cancellation token, to leave it when the client is gone",
        RuleCategories.Lifetime,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A client that is gone does not throw: SendAsync returns false and TrySend returns Closed. A loop that looks at neither, nor at a token, runs until the process ends.",
        RuleIds.HelpLink(RuleIds.EndlessSendLoop));

    public static readonly DiagnosticDescriptor SentAfterTerminal = new(
        RuleIds.SentAfterTerminal,
        "An event is sent after a terminal event, or a second start",
        "'{0}' sends {2} on '{1}'",
        RuleCategories.Payloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A client stops reading, or resets what it has, at an event that the contract calls the last or the first of the stream.",
        RuleIds.HelpLink(RuleIds.SentAfterTerminal));
}
