using Microsoft.CodeAnalysis;
using SegStream.Shared;

namespace SegStream.Analyzers.Registration;

/// <summary>The rules about what is kept of a live stream.</summary>
internal static class RegistrationRules
{
    public static readonly DiagnosticDescriptor ChannelPassed = new(
        RuleIds.ChannelPassedRegistration,
        "Something else than the sender is registered",
        "'{0}' is kept where the sender of the stream should be: {1}",
        RuleCategories.Registration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A response, a channel or its halves keep more alive than the right to send, and code that finds them can take the read half twice. Only the sender of a stream is made to be shared: keep it, best in IStreamRegistry.",
        RuleIds.HelpLink(RuleIds.ChannelPassedRegistration));
}
