using Microsoft.AspNetCore.Http;

namespace SegStream;

/// <summary>
/// Defaults of all streams of an application. The nearest setting wins: what an endpoint's attribute says, then <c>AddSegStream(options =&gt; …)</c>,
/// then the configuration section <c>SegStream</c> (keys named like these properties; durations as <c>00:00:15</c>, or <c>off</c> for none), then the default given here.
/// </summary>
/// <remarks>A value out of range stops the application at start-up with an <c>OptionsValidationException</c> that names the setting.</remarks>
public sealed partial class SegStreamOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string SectionName = "SegStream";

    /// <summary>Events that a stream's queue holds before <see cref="Overflow"/> decides what becomes of the next one.</summary>
    /// <value>Events; 2 to 1,048,576. Default: 1024.</value>
    public int Capacity { get; set; } = 1024;

    /// <summary>Share of <see cref="Capacity"/> at which <c>SendAsync</c> begins to wait.</summary>
    /// <value>Above <see cref="LowWatermark"/>, up to 1. Default: 0.8.</value>
    public double HighWatermark { get; set; } = 0.8;

    /// <summary>Share of <see cref="Capacity"/> to which the queue must fall before a waiting <c>SendAsync</c> goes on.</summary>
    /// <value>0 to below <see cref="HighWatermark"/>. Default: 0.3.</value>
    public double LowWatermark { get; set; } = 0.3;

    /// <summary>What happens when an event is sent and the queue holds <see cref="Capacity"/> events.</summary>
    /// <value>
    /// A member of <see cref="OverflowPolicy"/>; <see cref="OverflowPolicy.Coalesce"/> fits streams of Server-Sent Events and JSON whose events are a union or
    /// implement <see cref="ICoalesceKey"/>, and endpoints of other events then have to name another one. Default: <see cref="OverflowPolicy.Wait"/>.
    /// </value>
    public OverflowPolicy Overflow { get; set; } = OverflowPolicy.Wait;

    /// <summary>
    /// Events that a stream may be behind in each of its groups, as <see cref="IStreamRegistry.Broadcast{T}(T, string?)"/> sends them. Further behind it loses the oldest and is told how many, or ends with
    /// <see cref="CompletionReason.SlowConsumer"/> when <see cref="Overflow"/> is <see cref="OverflowPolicy.Disconnect"/>. A group keeps as many events as the most patient of its members may be behind.
    /// </summary>
    /// <value>Events; 1 to 1,048,576, or <see langword="null"/> for the stream's <see cref="Capacity"/>. Default: <see langword="null"/>.</value>
    public int? MaxLag { get; set; }

    /// <summary>The same in bytes on the wire. The newest event is kept whatever its size.</summary>
    /// <value>Bytes; 1,024 to 1,073,741,824. Default: 1,048,576.</value>
    public int MaxLagBytes { get; set; } = 1024 * 1024;

    /// <summary>Silence after which a heartbeat is sent, in the modes that have one (SSE, NDJSON, JSON array).</summary>
    /// <value>50 ms to 1 day, or <see langword="null"/> for none. Default: 15 s.</value>
    public TimeSpan? Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time without an event after which a stream ends with <see cref="CompletionReason.IdleTimeout"/>.</summary>
    /// <value>50 ms to 1 day, or <see langword="null"/> for none. Default: none.</value>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Time after which a stream ends with <see cref="CompletionReason.MaxDuration"/>.</summary>
    /// <value>50 ms to 365 days, or <see langword="null"/> for none. Default: none.</value>
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>Time that one write to the client may take before the stream ends with <see cref="CompletionReason.SlowConsumer"/> and the connection is closed.</summary>
    /// <value>50 ms to 1 day, or <see langword="null"/> for no limit. Default: 30 s.</value>
    public TimeSpan? WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the connections of streams are set up so that the operating system finds clients that are gone without a word, after about twice <see cref="WriteTimeout"/>: TCP keep-alive
    /// everywhere, and <c>TCP_USER_TIMEOUT</c> on Linux where there is a write timeout.
    /// </summary>
    /// <value><see langword="false"/> leaves the sockets as the server made them. Default: <see langword="true"/>.</value>
    public bool FindLostClients { get; set; } = true;

    /// <summary>What becomes of a stream when the host stops.</summary>
    /// <value>A member of <see cref="ShutdownPolicy"/>. Default: <see cref="ShutdownPolicy.Drain"/>.</value>
    public ShutdownPolicy OnShutdown { get; set; } = ShutdownPolicy.Drain;

    /// <summary>
    /// How long before the end of the host's grace time (<c>HostOptions.ShutdownTimeout</c>, 30 s by default) the streams are ended that <see cref="ShutdownPolicy.Finish"/> or
    /// <see cref="ShutdownPolicy.Detach"/> has let go on, so that clients get their end and producers have time to tidy up before the server breaks off what is left.
    /// </summary>
    /// <value>50 ms to 1 day; at most half of the grace time is used. Default: 5 s.</value>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a client is told the type and message of the exception that ended its stream.</summary>
    /// <value><see langword="null"/> means only in the Development environment. Default: <see langword="null"/>.</value>
    public bool? IncludeExceptionDetails { get; set; }

    /// <summary>
    /// Whether events of plain types are written by generated code where that writes, byte for byte, what <c>System.Text.Json</c> would write with the
    /// application's options. Everything else is left to the serializer anyway.
    /// </summary>
    /// <value><see langword="false"/> leaves all events to the serializer. Default: <see langword="true"/>.</value>
    public bool GeneratedFormatters { get; set; } = true;

    /// <summary>Streams that the application has open at the same time. One more is answered with 503 and <c>Retry-After</c>, and its method is not called.</summary>
    /// <value>1 or more, or <see langword="null"/> for no limit. Default: no limit.</value>
    /// <remarks>
    /// Counted from the moment when the request reaches the endpoint until the request is over, a method that goes on after the end of its stream included. In a plain
    /// minimal API, whose method says only by its result that it streams, the method was called when its response is refused.
    /// </remarks>
    public int? MaxStreams { get; set; }

    /// <summary>Streams that one client has open at the same time. One more is answered with 429 and <c>Retry-After</c>, and its method is not called.</summary>
    /// <value>1 or more, and not more than <see cref="MaxStreams"/>, or <see langword="null"/> for no limit. Default: no limit, because all clients behind one proxy have one address.</value>
    /// <remarks>
    /// A client is a remote address unless <see cref="ClientKey"/> says otherwise: an IPv4 address (also when it is mapped into IPv6), or an IPv6 network of 64 bits, which
    /// is what a single subscriber gets. Behind a proxy add the forwarded headers middleware, or set <see cref="ClientKey"/>. Connections without an address, such as Unix
    /// sockets, are not counted.
    /// </remarks>
    public int? MaxStreamsPerClient { get; set; }

    /// <summary>Chooses for whom a stream counts under <see cref="MaxStreamsPerClient"/>: a user, an API key, a tenant. A stream for which it returns <see langword="null"/> counts for nobody.</summary>
    /// <value>Called once for each request of a stream, after authentication; what it throws fails the request. Default: <see langword="null"/>, which means the remote address.</value>
    public Func<HttpContext, string?>? ClientKey { get; set; }

    /// <summary>What <c>Retry-After</c> says to a request that was refused because of a limit.</summary>
    /// <value>1 second to 1 day, sent in whole seconds. Default: 10 s.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(10);
}
