namespace SegStream.Sending;

/// <summary>Where a stream comes from, as far as those who are told of its end want to know, and who looks after their callbacks.</summary>
internal interface IStreamOrigin
{
    string Endpoint { get; }

    string? Route { get; }

    string? ConnectionId { get; }

    StreamMode Mode { get; }

    /// <summary>The producer's code has thrown where its stream cannot fail any more.</summary>
    void ProducerFailed(Exception failure);

    /// <summary>A callback is about to run; the host waits for it when it stops.</summary>
    void CallbackStarted();

    /// <summary>A callback is over.</summary>
    /// <param name="failure">What it threw.</param>
    void CallbackEnded(Exception? failure);
}
