using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Payloads;

namespace SegStream.Analyzers.Flow;

/// <summary>A call that sends on a stream: a verb of a sender, a write to its channel writer, or a method generated for the case of a union.</summary>
internal sealed class StreamSend
{
    private StreamSend(IOperation stream, IMethodSymbol method, EventCase? sent)
    {
        Stream = stream;
        IsEvent = method.Name != "SendHeartbeat";
        IsTerminal = sent is { IsTerminal: true };
        IsStart = sent is { Name: "start" };
        ReturnsWhetherFull = method.ReturnType is { Name: "SendResult" } or { SpecialType: SpecialType.System_Boolean };
    }

    /// <summary>The stream on which the call sends.</summary>
    public IOperation Stream { get; }

    public bool IsEvent { get; }

    /// <summary>Whether the event is known to be the last of its stream.</summary>
    public bool IsTerminal { get; }

    /// <summary>Whether the event is known to be the <c>start</c> of its stream.</summary>
    public bool IsStart { get; }

    /// <summary>Whether the event may be refused although the stream is open.</summary>
    public bool ReturnsWhetherFull { get; }

    /// <summary>What the call sends; null when it does not send on a stream.</summary>
    public static StreamSend? Of(IInvocationOperation call, StreamSymbols symbols)
    {
        var method = call.TargetMethod;
        if (call.Instance is { } sender)
        {
            var isSend = symbols.IsTypedSender(method.ContainingType) ? method.Name is "TrySend" or "SendAsync"
                : symbols.IsUnifiedSender(method.ContainingType) ? Verbs.ModesOf(method.Name) != ModeSet.None
                : symbols.IsChannelWriter(method.ContainingType) && method.Name is "TryWrite" or "WriteAsync";
            return isSend ? new StreamSend(sender, method, SentCase(call, symbols)) : null;
        }

        return SentByCaseMethod(method, symbols) is { } sent ? new StreamSend(call.Arguments.First(argument => argument.Parameter?.Ordinal == 0).Value, method, sent) : null;
    }

    private static EventCase? SentCase(IInvocationOperation call, StreamSymbols symbols)
    {
        var value = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value.WithoutConversions();
        return value is IObjectCreationOperation or { Type.IsSealed: true } ? symbols.CaseOf(value.Type) : null;
    }

    // The generator writes them as extension methods that borrow the sender and carry the name of the case.
    private static EventCase? SentByCaseMethod(IMethodSymbol method, StreamSymbols symbols)
    {
        if (!method.IsExtensionMethod
            || method.Parameters[0] is not { Type: INamedTypeSymbol { TypeArguments: [INamedTypeSymbol union] } } sender
            || !symbols.IsTypedSender(sender.Type)
            || !symbols.Borrows(sender))
        {
            return null;
        }

        var name = method.Name;
        if (name.StartsWith("TrySend", StringComparison.Ordinal) && method.ReturnType.Name == "SendResult")
        {
            name = name.Substring("TrySend".Length);
        }
        else if (name.StartsWith("Send", StringComparison.Ordinal) && name.EndsWith("Async", StringComparison.Ordinal) && name.Length > "SendAsync".Length
            && symbols.WithoutTask(method.ReturnType).SpecialType == SpecialType.System_Boolean)
        {
            name = name.Substring("Send".Length, name.Length - "SendAsync".Length);
        }
        else
        {
            return null;
        }

        var cases = union.GetTypeMembers(name).Concat(union.ContainingNamespace.GetTypeMembers(name))
            .Where(type => SymbolEqualityComparer.Default.Equals(symbols.UnionOf(type)?.OriginalDefinition, union.OriginalDefinition))
            .Select(symbols.CaseOf)
            .OfType<EventCase>()
            .ToArray();
        return cases.Length == 1 ? cases[0] : null;
    }
}
