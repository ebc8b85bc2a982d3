using System.Diagnostics;

namespace SegStream.Diagnostics;

/// <summary>The activities of the source <see cref="SegStreamDiagnostics.ActivitySourceName"/>: one for each stream, a child of the request's.</summary>
internal static class StreamTracing
{
    /// <summary>The name of the activity.</summary>
    public const string StreamActivity = "segstream.stream";

    public const string GapEvent = "segstream.gap";
    public const string StallEvent = "segstream.stall";
    public const string SlowConsumerEvent = "segstream.slow_consumer";

    public const string EventsTag = "segstream.events.sent";
    public const string BytesTag = "segstream.bytes.sent";
    public const string DroppedTag = "segstream.events.dropped";
    public const string GapEventsTag = "segstream.gap.events";
    public const string StallSecondsTag = "segstream.stall.seconds";

    /// <summary>A stream may go on for days: what happens again and again is written down so many times. The tags have the sums.</summary>
    private const int MaxEvents = 64;

    private static readonly ActivitySource Source = new(SegStreamDiagnostics.ActivitySourceName);

    /// <summary>Begins the activity of a stream.</summary>
    /// <returns>Null, without an allocation, when nobody listens or the stream is not sampled.</returns>
    public static Activity? Start(string endpoint, StreamMode mode)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity(StreamActivity);
        activity?.SetTag(MetricTags.Endpoint, endpoint).SetTag(MetricTags.Mode, MetricTags.Of(mode));
        return activity;
    }

    /// <summary>The client was told of events that it will not get.</summary>
    public static void Gap(Activity activity, long events) => AddEvent(activity, GapEvent, GapEventsTag, events);

    /// <summary>A write has waited for the client for long, and then went on.</summary>
    public static void Stall(Activity activity, TimeSpan duration) => AddEvent(activity, StallEvent, StallSecondsTag, duration.TotalSeconds);

    /// <summary>Ends the activity of a stream.</summary>
    public static void Stop(Activity? activity, StreamCompletion completion)
    {
        if (activity is null)
        {
            return;
        }

        activity
            .SetTag(MetricTags.CompletionReason, MetricTags.Of(completion.Reason))
            .SetTag(EventsTag, completion.EventsSent)
            .SetTag(BytesTag, completion.BytesSent)
            .SetTag(DroppedTag, completion.EventsDropped);
        if (completion.Reason == CompletionReason.SlowConsumer)
        {
            activity.AddEvent(new ActivityEvent(SlowConsumerEvent));
        }

        try
        {
            if (completion.Reason == CompletionReason.Faulted)
            {
                Fail(activity, completion.Exception);
            }
        }
        finally
        {
            // A listener may want to look at the exception, and fail.
            activity.Stop();
        }
    }

    private static void Fail(Activity activity, Exception? exception)
    {
        activity.SetStatus(ActivityStatusCode.Error, exception?.Message);
        if (exception is not null)
        {
            activity.SetTag(MetricTags.ErrorType, exception.GetType().FullName);
            activity.AddException(exception);
        }
    }

    private static void AddEvent(Activity activity, string name, string tag, object value)
    {
        if (activity.IsAllDataRequested && activity.Events.Take(MaxEvents).Count() < MaxEvents)
        {
            activity.AddEvent(new ActivityEvent(name, tags: new ActivityTagsCollection { [tag] = value }));
        }
    }
}
