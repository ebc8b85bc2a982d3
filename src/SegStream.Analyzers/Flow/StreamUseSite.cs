using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>A call on a stream, and what is known of the stream over all ways that reach it.</summary>
internal sealed class StreamUseSite
{
    private readonly StreamUse _end;
    private StreamUse _onEveryWay = (StreamUse)byte.MaxValue;
    private StreamUse _onSomeWay;
    private bool _endsDiffer = true;

    public StreamUseSite(IInvocationOperation call, StreamSend? send, StreamUse end)
    {
        Call = call;
        Send = send;
        _end = end;
    }

    public IInvocationOperation Call { get; }

    /// <summary>What the call sends; null when it ends the stream.</summary>
    public StreamSend? Send { get; }

    /// <summary>Whether the call sends on a stream that was ended.</summary>
    public bool IsAfterEnd => Send is not null && Follows(StreamUse.Ended, StreamUse.EndIsCertain);

    /// <summary>Whether the call sends an event after a terminal one.</summary>
    public bool IsAfterTerminal => Send is { IsEvent: true } && Follows(StreamUse.Terminal, StreamUse.TerminalIsCertain);

    /// <summary>Whether the call sends a second <c>start</c>.</summary>
    public bool IsSecondStart => Send is { IsStart: true } && Follows(StreamUse.Started, StreamUse.StartIsCertain);

    /// <summary>
    /// Whether the call ends a stream that on every way to it was ended with another outcome. One way does not make a mistake here:
    /// an end in <c>finally</c> that covers the ways without one is good practice, as only the first end counts.
    /// </summary>
    public bool IsOtherEnd => Send is null && _endsDiffer;

    /// <summary>The call is reached on one more way.</summary>
    public void Reached(StreamUse use)
    {
        var ended = use & StreamUse.Ended;
        _endsDiffer &= ended is StreamUse.Completed or StreamUse.Failed && ended != _end;

        // How it was ended is a number and not a bit: on every way it only counts that it was.
        _onEveryWay &= ended == StreamUse.None ? use : use | StreamUse.Ended;
        _onSomeWay |= use;
    }

    private bool Follows(StreamUse what, StreamUse certain) => (_onEveryWay & what) == what || (_onSomeWay & certain) != StreamUse.None;
}
