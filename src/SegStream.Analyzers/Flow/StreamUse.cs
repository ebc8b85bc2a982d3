namespace SegStream.Analyzers.Flow;

/// <summary>
/// What was done with the stream on the way to one point. A fact is certain as long as nothing has happened since that may have kept the way from
/// going on: no condition with two outcomes and no exception. Whoever did it will then do what comes next, whatever the conditions before it were.
/// </summary>
[Flags]
internal enum StreamUse : byte
{
    None = 0,

    /// <summary>Ended by <c>EndStream()</c>.</summary>
    Completed = 1,

    /// <summary>Ended by <c>Fail(exception)</c>.</summary>
    Failed = 2,

    /// <summary>Ended in a way whose outcome is not known.</summary>
    EndedSomehow = 3,

    /// <summary>The bits that tell how the stream was ended the first time.</summary>
    Ended = 3,

    EndIsCertain = 4,

    /// <summary>A terminal event was sent.</summary>
    Terminal = 8,

    TerminalIsCertain = 16,

    /// <summary>The event <c>start</c> was sent.</summary>
    Started = 32,

    StartIsCertain = 64,

    Certain = EndIsCertain | TerminalIsCertain | StartIsCertain,
}
