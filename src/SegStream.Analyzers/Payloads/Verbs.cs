using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Payloads;

/// <summary>The verbs of the unified sender and the modes that they fit.</summary>
internal static class Verbs
{
    private const string Async = "Async";

    /// <summary>The modes that a verb fits; none for a method that is no verb.</summary>
    public static ModeSet ModesOf(string method) => WithoutAsync(method) switch
    {
        "SendSseJson" or "SendSseData" or "SendSseEvent" or "SendEvent" or "SendData" or "SendHeartbeat" => ModeSet.Sse,
        "SendJsonChunk" => ModeSet.Json,
        "SendTextChunk" => ModeSet.Text | ModeSet.Chunked,
        "SendBytes" => ModeSet.Binary | ModeSet.Chunked,
        _ => ModeSet.None,
    };

    /// <summary>Whether a verb sends a value as JSON.</summary>
    public static bool SendsJson(string method) => WithoutAsync(method) is "SendSseJson" or "SendJsonChunk";

    /// <summary>The verb by which the same payload is sent in a mode; null when the mode cannot carry it, or not all that is sent.</summary>
    public static string? Fitting(IInvocationOperation call, ModeSet mode)
    {
        var name = call.TargetMethod.Name;
        if (call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter is { Ordinal: > 0, Name: not "cancellationToken" }))
        {
            return null;
        }

        var payload = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Parameter?.Type;
        var verb = WithoutAsync(name) switch
        {
            "SendSseJson" or "SendJsonChunk" => ForValue(payload, mode),
            "SendSseData" or "SendData" or "SendTextChunk" => ForText(mode),
            _ => null,
        };
        return verb is not null && name.EndsWith(Async, StringComparison.Ordinal) ? verb + Async : verb;
    }

    private static string? ForValue(ITypeSymbol? payload, ModeSet mode) => mode switch
    {
        ModeSet.Sse => "SendSseJson",
        ModeSet.Json => "SendJsonChunk",
        ModeSet.Text or ModeSet.Chunked when payload?.SpecialType == SpecialType.System_String => "SendTextChunk",
        ModeSet.Binary or ModeSet.Chunked when payload is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => "SendBytes",
        _ => null,
    };

    private static string? ForText(ModeSet mode) => mode switch
    {
        ModeSet.Sse => "SendSseData",
        ModeSet.Json => "SendJsonChunk",
        ModeSet.Text or ModeSet.Chunked => "SendTextChunk",
        _ => null,
    };

    private static string WithoutAsync(string method) => method.EndsWith(Async, StringComparison.Ordinal) ? method.Substring(0, method.Length - Async.Length) : method;
}
