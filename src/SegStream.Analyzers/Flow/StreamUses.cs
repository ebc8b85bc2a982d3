using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// Collects, over all ways through a function, what had been done with the stream when one of its verbs was called. A call is a mistake when every
/// way to it makes it one, or when one way leads from the end, or the terminal event, to the call without a condition: so conditions that depend on
/// each other in ways that are not understood never make a report.
/// </summary>
internal sealed class StreamUses
{
    private readonly StreamAliases _aliases;
    private readonly StreamSymbols _symbols;
    private readonly Dictionary<SyntaxNode, StreamUseSite> _sites = [];
    private readonly HashSet<SyntaxNode> _ends = [];

    public StreamUses(StreamAliases aliases, StreamSymbols symbols)
    {
        _aliases = aliases;
        _symbols = symbols;
    }

    /// <summary>Whether the stream was made again, so that two names of it may be two streams.</summary>
    public bool IsMadeAgain { get; set; }

    /// <summary>The calls on the stream that were reached.</summary>
    public IEnumerable<StreamUseSite> Sites => _sites.Values;

    /// <summary>The calls that end the stream.</summary>
    public IEnumerable<SyntaxNode> Ends => _ends;

    /// <summary>Looks at a call whose arguments were evaluated, and at what it does to the stream.</summary>
    public void Call(IInvocationOperation call, bool isReturned, ref PathState state)
    {
        if (StreamSend.Of(call, _symbols) is { } send)
        {
            if (_aliases.IsStream(send.Stream))
            {
                Send(call, send, call.ResultUse(isReturned), ref state);
            }
        }
        else if (EndOf(call) is var end && end != StreamUse.None)
        {
            End(call, end, call.ResultUse(isReturned), ref state);
        }
    }

    private void Send(IInvocationOperation call, StreamSend send, ResultUse result, ref PathState state)
    {
        if (result != ResultUse.Other)
        {
            Site(call, send, StreamUse.None).Reached(state.Use);
        }

        // An event that was refused, and whose sender looks at that, may be sent once more.
        if (send.ReturnsWhetherFull && result != ResultUse.Ignored)
        {
            return;
        }

        if (send.IsTerminal)
        {
            state = state.WithUse(state.Use | StreamUse.Terminal | StreamUse.TerminalIsCertain);
        }

        if (send.IsStart)
        {
            state = state.WithUse(state.Use | StreamUse.Started | StreamUse.StartIsCertain);
        }
    }

    private void End(IInvocationOperation call, StreamUse end, ResultUse result, ref PathState state)
    {
        if (result == ResultUse.Ignored && end != StreamUse.EndedSomehow)
        {
            Site(call, send: null, end).Reached(state.Use);
        }

        _ends.Add(call.Syntax);
        var first = (state.Use & StreamUse.Ended) == StreamUse.None ? end : StreamUse.None;
        state = state.WithUse(state.Use | first | StreamUse.EndIsCertain);
    }

    private StreamUseSite Site(IInvocationOperation call, StreamSend? send, StreamUse end)
    {
        if (!_sites.TryGetValue(call.Syntax, out var site))
        {
            _sites.Add(call.Syntax, site = new StreamUseSite(call, send, end));
        }

        return site;
    }

    private StreamUse EndOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (call.Instance is { } instance && _aliases.IsStream(instance))
        {
            if (_symbols.IsSender(method.ContainingType) && _symbols.EndsStream(method))
            {
                return method.Name switch
                {
                    "EndStream" => StreamUse.Completed,
                    "Fail" => StreamUse.Failed,
                    _ => StreamUse.EndedSomehow,
                };
            }

            if (_symbols.IsChannelWriter(method.ContainingType) && method.Name is "TryComplete" or "Complete")
            {
                var exception = call.Arguments.FirstOrDefault();
                return exception is null || exception.ArgumentKind == ArgumentKind.DefaultValue || exception.Value.IsNullOrDefault() ? StreamUse.Completed : StreamUse.EndedSomehow;
            }

            return method is { Name: "Dispose", Parameters.Length: 0 } && _symbols.IsSender(instance.WithoutConversions().Type)
                || (_symbols.EndsStream(method) && !_symbols.IsAwaitable(method.ReturnType))
                    ? StreamUse.EndedSomehow
                    : StreamUse.None;
        }

        // A task that ends the stream has not ended it when it is made.
        return !_symbols.IsAwaitable(method.ReturnType)
            && call.Arguments.Any(argument => argument.Parameter is { } parameter && _symbols.EndsStream(parameter) && _aliases.IsStream(argument.Value))
                ? StreamUse.EndedSomehow
                : StreamUse.None;
    }
}
