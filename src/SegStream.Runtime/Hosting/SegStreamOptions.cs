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

    /// <summary>How the type of an event is told in streams of Server-Sent Events. Other modes have no envelope.</summary>
    /// <value>A member of <see cref="StreamEnvelope"/>. Default: <see cref="StreamEnvelope.None"/>.</value>
    public StreamEnvelope Envelope { get; set; } = StreamEnvelope.None;

    /// <summary>
    /// Most events that are put together into one frame, <c>{"type":"batch","messages":[…],"count":n}</c>, in streams of Server-Sent Events. A frame is also complete at 32 KB, before a notice of lost
    /// events, and at the end. An event that is alone is sent without a batch.
    /// </summary>
    /// <value>Events; 1 (no batches) to 10,000. Above 1 it needs <see cref="Envelope"/> to be <see cref="StreamEnvelope.TypeData"/>. Default: 1.</value>
    public int BatchCount { get; set; } = 1;

    /// <summary>Time that an event may wait until its batch is full. Without it a batch is made of the events that are there at the same moment. A terminal event does not wait.</summary>
    /// <value>1 ms to 10 s, in steps of 5 ms and shorter than <see cref="IdleTimeout"/>, or <see langword="null"/> for none. Needs <see cref="BatchCount"/> above 1. Default: none.</value>
    public TimeSpan? BatchDelay { get; set; }

    /// <summary>
    /// Least time from one flush to the next, in every mode: events that are sent sooner wait, for fewer and larger writes. The first event, 32 KB, a terminal event, a heartbeat and the end of the
    /// stream do not wait.
    /// </summary>
    /// <value>1 ms to 10 s, in steps of 5 ms and shorter than <see cref="IdleTimeout"/>, or <see langword="null"/> for none. Default: none.</value>
    public TimeSpan? FlushInterval { get; set; }

    /// <summary>
    /// Size of a message above which it is sent as <c>{"compressed":true,"data":"…"}</c>, with the gzip of the message in Base64, where that is shorter. For streams of Server-Sent Events whose
    /// clients are behind something that takes compressed responses apart. Each such message has a compressor of its own for the time that it takes.
    /// </summary>
    /// <value>128 bytes or more, or <see langword="null"/> for never. Needs <see cref="Envelope"/> to be <see cref="StreamEnvelope.TypeData"/>. Default: never.</value>
    public int? CompressPayloadsOver { get; set; }

    /// <summary>
    /// The content codings that streams may have when their clients accept them. A stream is flushed with every batch of events, so an event is not held back. Streams whose whole body is there with the
    /// head and has less than 1 KB, and content that is not known to get smaller by its media type (such as <c>application/octet-stream</c>, images and video), are not compressed.
    /// </summary>
    /// <value>A member of <see cref="StreamCompression"/>. Default: <see cref="StreamCompression.Off"/>, because each compressed stream costs 340 KB or more as long as it is open.</value>
    public StreamCompression Compression { get; set; } = StreamCompression.Off;

    /// <summary>
    /// Most bytes that one event may have on the wire. A larger one fails its stream as one that cannot be serialized does: the events before it arrive, and the client is told of the failure.
    /// While an event is written, its stream needs up to four times as much memory.
    /// </summary>
    /// <value>32,768 to 2,000,000,000 bytes, or <see langword="null"/> for what fits in memory. Default: 67,108,864 (64 MB).</value>
    public int? MaxFrameBytes { get; set; } = 64 * 1024 * 1024;

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
    /// How long a stopping host gives clients to take what is queued for them: a stream of <see cref="ShutdownPolicy.Drain"/> that has not ended after this time is cut off as
    /// <see cref="CompletionReason.ServerShutdown"/>, and what it has not sent is dropped. Also how long before the end of the host's grace time (<c>HostOptions.ShutdownTimeout</c>, 30 s by default)
    /// the streams are ended that <see cref="ShutdownPolicy.Finish"/> or <see cref="ShutdownPolicy.Detach"/> has let go on; those have half of it for their end.
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
