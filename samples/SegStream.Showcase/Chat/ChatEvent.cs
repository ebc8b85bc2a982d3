using SegStream;

namespace Showcase.Chat;

/// <summary>What a client hears of an answer.</summary>
[StreamEvents]
public abstract partial record ChatEvent
{
    /// <summary>The model begins to answer.</summary>
    /// <param name="Model">Who answers.</param>
    [StreamEvent("start")]
    public sealed record Start(string Model) : ChatEvent;

    /// <summary>The next piece of the answer.</summary>
    /// <param name="Text">To be appended as it is.</param>
    [StreamEvent("content")]
    public sealed record Content(string Text) : ChatEvent;

    /// <summary>The answer is complete.</summary>
    /// <param name="Pieces">How many pieces it had.</param>
    /// <param name="Seconds">How long it took.</param>
    [StreamEvent("done", Terminal = true)]
    public sealed record Done(int Pieces, double Seconds) : ChatEvent;

    /// <summary>The model failed.</summary>
    /// <param name="Message">What may be told to the person.</param>
    [StreamEvent("error", Terminal = true, Error = true)]
    public sealed record Failed(string Message) : ChatEvent;
}
