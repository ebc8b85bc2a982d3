using Microsoft.CodeAnalysis;
using SegStream.Shared;

namespace SegStream.Analyzers.Payloads;

/// <summary>The rules about what is sent on a stream.</summary>
internal static class PayloadRules
{
    /// <summary>The property of a SEG0201 diagnostic that holds the method name that fits, when there is one.</summary>
    public const string ReplacementProperty = "Replacement";

    public static readonly DiagnosticDescriptor VerbDoesNotFitMode = new(
        RuleIds.VerbDoesNotFitMode,
        "The verb does not fit the stream's mode",
        "'{0}' does not fit a stream of mode {1}",
        RuleCategories.Payloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Each verb of the unified sender belongs to the modes that can carry what it sends. At run time a verb that does not fit throws StreamModeException. The same holds for a response whose mode is not the one that the endpoint's attribute declares.",
        RuleIds.HelpLink(RuleIds.VerbDoesNotFitMode));

    public static readonly DiagnosticDescriptor MixedDataTypes = new(
        RuleIds.MixedDataTypes,
        "Values of different types are sent on one stream",
        "Values of different types are sent on '{0}': {1}. Declare them as the cases of one event union.",
        RuleCategories.Payloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A client cannot tell values of different types apart unless each has a name. An event union, an abstract partial record with [StreamEvents], closes the set of types and names each of them.",
        RuleIds.HelpLink(RuleIds.MixedDataTypes));
}
