namespace SegStream;

/// <summary>
/// Base of the five attributes that turn a method into a streaming endpoint. Not meant to be derived from outside SegStream:
/// the source generator looks for the five attributes by name.
/// </summary>
/// <remarks>
/// A setting that is not written on the attribute is inherited from <c>AddSegStream(options =&gt; …)</c>, then from the
/// configuration section <c>SegStream</c>, then from the default. A value out of range stops the application at start-up
/// with the name of the setting.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public abstract class StreamEndpointAttribute : Attribute
{
    private protected StreamEndpointAttribute(string route)
    {
        ArgumentNullException.ThrowIfNull(route);
        Route = route;
    }

    /// <summary>The route pattern of the endpoint, as in <c>app.MapGet("/imports/{file}", …)</c>.</summary>
    public string Route { get; }

    /// <summary>The HTTP method that the endpoint answers. Default: <c>GET</c>.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>
    /// The endpoint's name, used for link generation and in logs. Default: none for links;
    /// logs show the method as <c>Type.Method</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>Events that the stream's queue holds before <see cref="Overflow"/> decides. Range: 2 to 1,048,576. Inherited unless written; default 1024.</summary>
    public int Capacity { get; set; }

    /// <summary>
    /// Share of <see cref="Capacity"/> at which asynchronous senders begin to wait. Range: above <see cref="LowWatermark"/>, up to 1.
    /// Inherited unless written; default 0.8.
    /// </summary>
    public double HighWatermark { get; set; }

    /// <summary>
    /// Share of <see cref="Capacity"/> to which the queue must fall before waiting senders go on. Range: 0 to below <see cref="HighWatermark"/>.
    /// Inherited unless written; default 0.3.
    /// </summary>
    public double LowWatermark { get; set; }

    /// <summary>
    /// What happens at a full queue. For events that are sent; a pulled sequence has no queue and goes as fast as the client reads.
    /// <see cref="OverflowPolicy.Coalesce"/> needs Server-Sent Events or JSON, and events that are a union or implement <see cref="ICoalesceKey"/>.
    /// Inherited unless written; default <see cref="OverflowPolicy.Wait"/>.
    /// </summary>
    public OverflowPolicy Overflow { get; set; }

    /// <summary>
    /// Events that the stream may be behind in each of its groups, as <c>IStreamRegistry.Broadcast</c> sends them. Further behind it loses the oldest and is told how many, or ends with the reason
    /// <c>SlowConsumer</c> when <see cref="Overflow"/> is <see cref="OverflowPolicy.Disconnect"/>. Range: 1 to 1,048,576. Inherited unless written; default: <see cref="Capacity"/>.
    /// </summary>
    public int MaxLag { get; set; }

    /// <summary>The same in bytes on the wire; the newest event is kept whatever its size. Range: 1,024 to 1,073,741,824. Inherited unless written; default 1,048,576.</summary>
    public int MaxLagBytes { get; set; }

    /// <summary>Seconds of silence after which a heartbeat is sent, 0 for none. Range: 0 or 0.05 to 86,400. Inherited unless written; default 15.</summary>
    public double HeartbeatSeconds { get; set; }

    /// <summary>Seconds without an event after which the stream ends with the reason <c>IdleTimeout</c>, 0 for none. Range: 0 or 0.05 to 86,400. Inherited unless written; default none.</summary>
    public double IdleTimeoutSeconds { get; set; }

    /// <summary>Seconds after which the stream ends with the reason <c>MaxDuration</c>, 0 for none. Range: 0 or 0.05 to 31,536,000. Inherited unless written; default none.</summary>
    public double MaxDurationSeconds { get; set; }

    /// <summary>Seconds that one write to the client may take before the stream ends with the reason <c>SlowConsumer</c>, 0 for no limit. Range: 0 or 0.05 to 86,400. Inherited unless written; default 30.</summary>
    public double WriteTimeoutSeconds { get; set; }

    /// <summary>What becomes of the stream when the host stops. Inherited unless written; default <see cref="ShutdownPolicy.Drain"/>.</summary>
    public ShutdownPolicy OnShutdown { get; set; }

    /// <summary>
    /// The source-generated <c>JsonSerializerContext</c> that serializes this endpoint's events.
    /// Default: none, the type information comes from the host's JSON options (<c>ConfigureHttpJsonOptions</c>).
    /// </summary>
    public Type? JsonContext { get; set; }
}
