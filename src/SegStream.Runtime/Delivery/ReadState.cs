namespace SegStream.Delivery;

/// <summary>What a source answered when the pump asked it for an event.</summary>
internal enum ReadState
{
    /// <summary>An event was read.</summary>
    Event,

    /// <summary>An event was read, and others before it were dropped: <c>TakeLoss</c> says how many.</summary>
    EventAfterLoss,

    /// <summary>There is none now; the pump may park.</summary>
    Empty,

    /// <summary>There will be none any more.</summary>
    Ended,
}
