using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Framing;
using SegStream.Sending;
using SegStream.Vocabulary;

namespace SegStream.Hosting;

/// <summary>What all streams of one application share: options, the timer wheel, the live streams, formatters, log and metrics.</summary>
internal sealed class StreamHost : IDisposable
{
    /// <summary>Formatters kept at most, give or take those that are made at the same time. A response may choose its content type, with a boundary of its own for example: then there is no end to them, and the rest is each its stream's alone.</summary>
    private const int MaxFormatters = 1024;

    private readonly ConcurrentDictionary<(Type Event, FrameFormatKey Format), object> _formatters = new();
    private readonly JsonSerializerOptions _json;
    private readonly bool _includeExceptionDetails;
    private readonly bool _stopsWithoutEnd;

    public StreamHost(
        IOptions<SegStreamOptions> options,
        IOptions<JsonOptions> json,
        IHostEnvironment environment,
        IHostApplicationLifetime lifetime,
        IOptions<HostOptions> hostOptions,
        TimeProvider time,
        StreamMetrics metrics,
        CallbackRuns callbacks,
        ILoggerFactory loggers)
    {
        Options = options.Value;
        _json = json.Value.SerializerOptions;
        _includeExceptionDetails = Options.IncludeExceptionDetails ?? environment.IsDevelopment();
        Describing = Describe;
        Time = time;
        Metrics = metrics;
        Live = new LiveStreams(metrics);
        Callbacks = callbacks;
        Wheel = new TimerWheel(time);
        PaceWheel = new TimerWheel(time, StreamPace.Step);
        Logger = new IsolatedLogger(loggers.CreateLogger(SegStreamDiagnostics.LogCategory));
        metrics.TellOfFailures(exception => StreamLog.MeasuringFailed(Logger, exception));
        Shutdown = new StreamShutdown(lifetime.ApplicationStopping, Live, hostOptions.Value.ShutdownTimeout, Options.DrainTime, time);
        Gate = new StreamGate(this);
        _stopsWithoutEnd = StreamShutdown.IsEndless(hostOptions.Value.ShutdownTimeout);
        WarnIfEndless("SegStreamOptions", Options.OnShutdown);
        Forgotten = new ForgottenEndpoints(environment.ApplicationName, Logger);
    }

    public SegStreamOptions Options { get; }

    /// <summary><see cref="Describe"/>, made once for all streams.</summary>
    public Func<Exception, StreamFailure> Describing { get; }

    public TimeProvider Time { get; }

    public TimerWheel Wheel { get; }

    /// <summary>For events that wait for others. Its timer runs only while one does.</summary>
    public TimerWheel PaceWheel { get; }

    public LiveStreams Live { get; }

    /// <summary>How the host stops.</summary>
    public StreamShutdown Shutdown { get; }

    /// <summary>Lets requests in, up to the limits.</summary>
    public StreamGate Gate { get; }

    /// <summary>Tells of endpoints that nobody has mapped.</summary>
    public ForgottenEndpoints Forgotten { get; }

    public StreamMetrics Metrics { get; }

    /// <summary>The application's callbacks that are running.</summary>
    public CallbackRuns Callbacks { get; }

    /// <summary>The log. It throws nothing.</summary>
    public ILogger Logger { get; }

    /// <summary>The formatter for a type of events; made once per format, because it resolves and encodes names and type information.</summary>
    /// <exception cref="InvalidOperationException">The type does not fit the mode, or there is no type information for it.</exception>
    public FrameFormatter<T> Formatter<T>(FrameFormatKey key)
    {
        if (_formatters.TryGetValue((typeof(T), key), out var known))
        {
            return (FrameFormatter<T>)known;
        }

        var made = FrameFormatters.Create<T>(new FrameFormat
        {
            Mode = key.Mode,
            Format = key.Format,
            ContentType = key.ContentType,
            LengthPrefixed = key.LengthPrefixed,
            Envelope = key.Envelope,
            BatchCount = key.BatchCount,
            CompressPayloadsOver = key.CompressPayloadsOver,
            MaxFrameBytes = key.MaxFrameBytes,
            GeneratedWriters = Options.GeneratedFormatters,
            Json = type => TypeInfo(type, key.Context),
        });
        return _formatters.Count < MaxFormatters ? (FrameFormatter<T>)_formatters.GetOrAdd((typeof(T), key), made) : made;
    }

    /// <summary>The formatters that are kept; for tests.</summary>
    internal int FormatterCount => _formatters.Count;

    /// <summary>How a type is serialized.</summary>
    /// <exception cref="InvalidOperationException">Neither the context nor the host's options know the type; the message says what to add.</exception>
    public JsonTypeInfo TypeInfo(Type type, JsonSerializerContext? context)
    {
        if (context is not null)
        {
            return context.GetTypeInfo(type) ?? OfVocabulary(type) ?? throw new InvalidOperationException(
                $"{context.GetType().Name} has no type information for {type}. Add [JsonSerializable(typeof({type.Name}))] to it.");
        }

        return OfOptions(type) ?? OfVocabulary(type) ?? throw new InvalidOperationException(MissingInOptions(type) + ", or name the context in the endpoint's attribute: JsonContext = typeof(YourContext).");
    }

    /// <summary>How the JSON body of a request is read. A context of the endpoint may be for its events only, so the host's options come after it.</summary>
    /// <exception cref="InvalidOperationException">Neither knows the type; the message says what to add.</exception>
    public JsonTypeInfo BodyTypeInfo(Type type, JsonSerializerContext? context) =>
        context?.GetTypeInfo(type) ?? OfOptions(type) ?? throw new InvalidOperationException(MissingInOptions(type) + (context is null ? ", or name the context in the endpoint's attribute: JsonContext = typeof(YourContext)." : $", or to {context.GetType().Name}."));

    /// <summary>Whether the host's options know how a type is serialized.</summary>
    public bool KnowsJsonOf(Type type) => OfOptions(type) is not null;

    /// <summary>What a client may know of a failure: everything in Development, else only that there was one.</summary>
    public StreamFailure Describe(Exception exception) => _includeExceptionDetails
        ? new StreamFailure("internal_error", $"{exception.GetType().Name}: {exception.Message}")
        : new StreamFailure("internal_error", "The stream ended because of an error on the server.");

    /// <summary>Runs the callbacks that the application has for every stream.</summary>
    public void Tell(StreamCompletion completion, IStreamOrigin origin)
    {
        StreamCompletedContext? context = null;
        foreach (var callback in Options.Callbacks)
        {
            callback.Start(ref context, completion, origin);
        }
    }

    /// <summary>Says that streams which go on while the host stops will keep it for as long as they like.</summary>
    /// <param name="where">Where the policy was set.</param>
    /// <param name="policy">The policy.</param>
    public void WarnIfEndless(string where, ShutdownPolicy policy)
    {
        if (_stopsWithoutEnd && policy != ShutdownPolicy.Drain)
        {
            StreamLog.EndlessShutdown(Logger, where, policy);
        }
    }

    /// <summary>A callback is over.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="failure">What it threw: for the log, it must break nothing.</param>
    public void CallbackEnded(string endpoint, Exception? failure)
    {
        if (failure is not null)
        {
            StreamLog.CallbackFailed(Logger, endpoint, failure);
        }

        Callbacks.Ended();
    }

    private JsonTypeInfo? OfOptions(Type type) => _json.TypeInfoResolver is not null && _json.TryGetTypeInfo(type, out var info) ? info : null;

    // The events that SegStream brings along have their own names in JSON, so it does not matter with whose options they are written.
    private static JsonTypeInfo? OfVocabulary(Type type) =>
        type.Assembly == typeof(StreamVocabulary).Assembly ? StreamVocabulary.JsonContext.GetTypeInfo(type) : null;

    private static string MissingInOptions(Type type) =>
        $"The application's JSON options have no type information for {type}. Add [JsonSerializable(typeof({type.Name}))] to a JsonSerializerContext and register it with "
        + "builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, YourContext.Default))";

    public void Dispose()
    {
        Shutdown.Dispose();
        Wheel.Dispose();
        PaceWheel.Dispose();
    }
}
