using SegStream.Sending;
using SegStream.Vocabulary;

namespace SegStream;

/// <summary>Progress of long work, told to a stream as seldom as a client can use it.</summary>
public static class StreamProgressExtensions
{
    /// <summary>Makes a reporter that sends <see cref="StandardEvent.Progress"/>.</summary>
    /// <param name="sender">The stream. The reporter neither ends it nor takes over the duty to.</param>
    /// <param name="total">What there is to do, in any unit; 0 or more.</param>
    /// <param name="interval">After how much time an event is sent although the percentage is the same; more than 0, default: never.</param>
    /// <param name="time">The clock of the interval; default: that of the system.</param>
    /// <returns>The reporter, for any number of threads.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is negative, or <paramref name="interval"/> is not positive.</exception>
    public static StreamProgress Progress([Borrows] this StreamSender<StandardEvent> sender, long total, TimeSpan? interval = null, TimeProvider? time = null) =>
        Progress(sender, total, static report => new StandardEvent.Progress(report.Percent, report.Done, report.Total), interval, time);

    /// <summary>Makes a reporter that sends <see cref="JobEvent.TaskProgress"/>.</summary>
    /// <inheritdoc cref="Progress(StreamSender{StandardEvent}, long, TimeSpan?, TimeProvider?)"/>
    public static StreamProgress Progress([Borrows] this StreamSender<JobEvent> sender, long total, TimeSpan? interval = null, TimeProvider? time = null) =>
        Progress(sender, total, static report => new JobEvent.TaskProgress(report.Percent, report.Done, report.Total), interval, time);

    /// <summary>Makes a reporter that sends events of your own.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="sender">The stream. The reporter neither ends it nor takes over the duty to.</param>
    /// <param name="total">What there is to do, in any unit; 0 or more.</param>
    /// <param name="toEvent">
    /// Makes the event of a report that is sent; called by one thread at a time. What it throws comes out of the report on whose thread it ran.
    /// </param>
    /// <param name="interval">After how much time an event is sent although the percentage is the same; more than 0, default: never.</param>
    /// <param name="time">The clock of the interval; default: that of the system.</param>
    /// <returns>The reporter, for any number of threads.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sender"/> or <paramref name="toEvent"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is negative, or <paramref name="interval"/> is not positive.</exception>
    public static StreamProgress Progress<T>([Borrows] this StreamSender<T> sender, long total, Func<ProgressReport, T> toEvent, TimeSpan? interval = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(toEvent);
        return new StreamProgress(new ProgressOutlet<T>(sender, toEvent), total, interval, time);
    }
}
