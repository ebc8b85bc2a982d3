using System.Collections.Concurrent;
using System.Diagnostics;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>Keeps the activities that end within one trace, as an exporter does. Other tests of the process have traces of their own.</summary>
internal sealed class ActivityRecorder : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityTraceId _trace;

    public ActivityRecorder(ActivityTraceId trace)
    {
        _trace = trace;
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is SegStreamDiagnostics.ActivitySourceName or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == _trace)
                {
                    _stopped.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The header by which a request joins the trace.</summary>
    public string TraceParent => $"00-{_trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01";

    /// <summary>What has ended, from a source.</summary>
    public IReadOnlyList<Activity> Of(string source) => [.. _stopped.Where(activity => activity.Source.Name == source)];

    public void Dispose() => _listener.Dispose();
}
