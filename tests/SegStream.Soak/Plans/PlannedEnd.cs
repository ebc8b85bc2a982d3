namespace SegStream.Soak.Plans;

/// <summary>How the producer of a stream means to end it.</summary>
internal enum PlannedEnd
{
    /// <summary>As complete: <c>EndStream</c>, or the end of the sequence.</summary>
    Complete,

    /// <summary>By returning without having ended it.</summary>
    Incomplete,

    /// <summary>By disposing of the sender without having ended it.</summary>
    Dispose,

    /// <summary>By losing the last reference to the sender.</summary>
    Lose,

    /// <summary>By <c>Fail</c>, or by completing its channel with an exception.</summary>
    Fail,

    /// <summary>By throwing.</summary>
    Throw,

    /// <summary>By throwing what a cancelled operation throws.</summary>
    GiveUp,

    /// <summary>Through the registry.</summary>
    Close,

    /// <summary>Not at all: it goes on until the stream is over for another reason.</summary>
    Never,

    /// <summary>Not at all; the host is stopped.</summary>
    Shutdown,
}
