using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Hosting;
using SegStream.Sending;

namespace SegStream;

/// <summary>
/// A streamed response with a unified sender, and the factories of all streamed responses. Return it from an annotated endpoint, alone or in
/// <c>Results&lt;…&gt;</c>, or from any minimal API. It can be executed once.
/// </summary>
[MustEnd]
public sealed partial class StreamResponse : IResult
{
    private readonly ResponseFormat _format;
    private readonly StreamChannel<UnifiedEvent> _channel;
    private readonly StreamLifetime _lifetime = new();

    private StreamResponse(ResponseFormat format)
    {
        _format = format;
        _channel = new StreamChannel<UnifiedEvent>(DefaultLimits);
        Sender = new StreamSender(_channel, _lifetime, format.Mode);
    }

    /// <summary>Ends the stream of a response that was never executed: its sender may be kept, by a registry for example, and would wait for a reader for ever.</summary>
    ~StreamResponse()
    {
        // A constructor that threw leaves it null.
        if (_channel is not null)
        {
            UnreadStream.EndLost(_channel, _lifetime, _format.Mode);
        }
    }

    /// <summary>
    /// The stream's sender. Events can be sent before the response is executed; until then the queue's default capacity of 1024 holds.
    /// A sender that the application loses without <see cref="StreamSender.EndStream"/> ends its stream as incomplete once it is collected; in an annotated endpoint, that is:
    /// a plain minimal API keeps the response, and with it the sender, until the request is over.
    /// </summary>
    public StreamSender Sender { get; }

    internal static ChannelLimits DefaultLimits => StreamSettings.Resolve(new SegStreamOptions(), null).Channel;

    /// <summary>A stream of Server-Sent Events with a unified sender.</summary>
    /// <returns>The response; its sender has to be ended.</returns>
    [return: MustEnd]
    public static StreamResponse Sse() => new(new ResponseFormat(StreamMode.Sse));

    /// <summary>A stream of JSON values with a unified sender.</summary>
    /// <param name="formats">The formats that a client may ask for; an endpoint's attribute can narrow them further.</param>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="formats"/> names no format, or an unknown one.</exception>
    [return: MustEnd]
    public static StreamResponse Json(JsonStreamFormats formats = JsonStreamFormats.All) => new(JsonFormat(formats));

    /// <summary>A stream of lines of text with a unified sender.</summary>
    /// <returns>The response; its sender has to be ended.</returns>
    [return: MustEnd]
    public static StreamResponse Text() => new(new ResponseFormat(StreamMode.Text));

    /// <summary>A stream of raw chunks with a unified sender.</summary>
    /// <param name="contentType">The content type, or <see langword="null"/> for the endpoint's or <c>text/plain; charset=utf-8</c>.</param>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is not a media type in visible ASCII.</exception>
    [return: MustEnd]
    public static StreamResponse Chunked(string? contentType = null) => new(new ResponseFormat(StreamMode.Chunked, ContentType: ResponseFormat.Checked(contentType)));

    /// <summary>A stream of bytes with a unified sender.</summary>
    /// <param name="contentType">The content type, or <see langword="null"/> for the endpoint's or <c>application/octet-stream</c>.</param>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is not a media type in visible ASCII.</exception>
    [return: MustEnd]
    public static StreamResponse Binary(string? contentType = null) => new(new ResponseFormat(StreamMode.Binary, ContentType: ResponseFormat.Checked(contentType)));

    /// <summary>A stream of Server-Sent Events.</summary>
    /// <typeparam name="T">The type of the events: a union, any type that serializes as JSON, or <see cref="string"/> for plain text.</typeparam>
    /// <returns>The response; its sender has to be ended.</returns>
    [return: MustEnd]
    public static StreamResponse<T> Sse<T>() => new(new ResponseFormat(StreamMode.Sse));

    /// <summary>A stream of JSON values.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="formats">The formats that a client may ask for; an endpoint's attribute can narrow them further.</param>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="formats"/> names no format, or an unknown one.</exception>
    [return: MustEnd]
    public static StreamResponse<T> Json<T>(JsonStreamFormats formats = JsonStreamFormats.All) => new(JsonFormat(formats));

    /// <summary>A stream of lines of text.</summary>
    /// <typeparam name="T"><see cref="string"/>, <c>ReadOnlyMemory&lt;char&gt;</c>, or UTF-8 bytes as <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.</typeparam>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    [return: MustEnd]
    public static StreamResponse<T> Text<T>() => new(new ResponseFormat(StreamMode.Text));

    /// <summary>A stream of raw chunks.</summary>
    /// <typeparam name="T"><see cref="string"/>, <c>ReadOnlyMemory&lt;char&gt;</c>, <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.</typeparam>
    /// <param name="contentType">The content type, or <see langword="null"/> for the endpoint's or the mode's own.</param>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is not a media type in visible ASCII.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    [return: MustEnd]
    public static StreamResponse<T> Chunked<T>(string? contentType = null) => new(new ResponseFormat(StreamMode.Chunked, ContentType: ResponseFormat.Checked(contentType)));

    /// <summary>A stream of bytes.</summary>
    /// <typeparam name="T"><c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.</typeparam>
    /// <param name="contentType">The content type, or <see langword="null"/> for the endpoint's or <c>application/octet-stream</c>.</param>
    /// <param name="lengthPrefixed">Whether each event is preceded by its length as an unsigned 32-bit big-endian number.</param>
    /// <returns>The response; its sender has to be ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is not a media type in visible ASCII.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    [return: MustEnd]
    public static StreamResponse<T> Binary<T>(string? contentType = null, bool lengthPrefixed = false) =>
        new(new ResponseFormat(StreamMode.Binary, ContentType: ResponseFormat.Checked(contentType), LengthPrefixed: lengthPrefixed));

    /// <summary>A whole stream of Server-Sent Events from a collection or sequence, in one call.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="events">The events. A lazy sequence is read while it is sent, and must not block for long; use an async one for that.</param>
    /// <returns>The response. It ends by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    public static StreamResponse<T> SseFrom<T>(IEnumerable<T> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return new StreamResponse<T>(new ResponseFormat(StreamMode.Sse), _ => new CollectionSource<T>(events));
    }

    /// <summary>A whole stream of Server-Sent Events from an async sequence, in one call: a pulled stream that can stand beside rejections in <c>Results&lt;…&gt;</c>.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="events">The events. The sequence is pulled as fast as the client reads.</param>
    /// <returns>The response. It ends by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    public static StreamResponse<T> SseFrom<T>(IAsyncEnumerable<T> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return new StreamResponse<T>(new ResponseFormat(StreamMode.Sse), token => new SequenceSource<T>(events, token));
    }

    /// <summary>A whole stream of JSON values from a collection or sequence, in one call.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="values">The values. A lazy sequence is read while it is sent, and must not block for long; use an async one for that.</param>
    /// <returns>The response. It ends by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public static StreamResponse<T> JsonFrom<T>(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new StreamResponse<T>(JsonFormat(JsonStreamFormats.All), _ => new CollectionSource<T>(values));
    }

    /// <summary>A whole stream of JSON values from an async sequence, in one call.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="values">The values. The sequence is pulled as fast as the client reads.</param>
    /// <returns>The response. It ends by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public static StreamResponse<T> JsonFrom<T>(IAsyncEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new StreamResponse<T>(JsonFormat(JsonStreamFormats.All), token => new SequenceSource<T>(values, token));
    }

    /// <summary>A whole stream of text from its lines, in one call.</summary>
    /// <param name="lines">The lines, without their line ends.</param>
    /// <returns>The response. It ends by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="lines"/> is null.</exception>
    public static StreamResponse<string> TextFrom(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new StreamResponse<string>(new ResponseFormat(StreamMode.Text), _ => new CollectionSource<string>(lines));
    }

    /// <summary>A whole stream of text from an async sequence of lines, in one call.</summary>
    /// <param name="lines">The lines, without their line ends. The sequence is pulled as fast as the client reads.</param>
    /// <returns>The response. It ends by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="lines"/> is null.</exception>
    public static StreamResponse<string> TextFrom(IAsyncEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new StreamResponse<string>(new ResponseFormat(StreamMode.Text), token => new SequenceSource<string>(lines, token));
    }

    /// <inheritdoc cref="StreamResponse{T}.ExecuteAsync"/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        GC.SuppressFinalize(this);
        return DetachedStream.ExecuteAsync(httpContext, _format, _channel, null, _lifetime);
    }

    internal static void ThrowUnlessFits<T>(StreamMode mode)
    {
        if (FrameFormatters.Unsupported<T>(mode) is { } message)
        {
            throw new NotSupportedException(message);
        }
    }

    private static ResponseFormat JsonFormat(JsonStreamFormats formats)
    {
        if (formats == JsonStreamFormats.None || (formats & ~JsonStreamFormats.All) != JsonStreamFormats.None)
        {
            throw new ArgumentOutOfRangeException(nameof(formats), formats, "Name at least one of NdJson, JsonSequence and JsonArray.");
        }

        return new ResponseFormat(StreamMode.Json, formats);
    }
}
