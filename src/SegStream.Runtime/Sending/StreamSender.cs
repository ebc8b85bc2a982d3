using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Framing;
using SegStream.Sending;

namespace SegStream;

/// <summary>
/// The write half of a stream whose mode is chosen at run time: one sender with the verbs of all modes. A verb that does not fit
/// the stream's <see cref="Mode"/> throws <see cref="StreamModeException"/>, and is the compile-time error SEG0201 where the mode is known.
/// </summary>
/// <remarks>
/// Any number of threads may send at the same time. The verbs answer at once, like <see cref="StreamSender{T}.TrySend"/>;
/// their <c>…Async</c> forms wait while the queue is above its high watermark and return <see langword="false"/> when the stream is over.
/// For streams of one type of events, or of a union, use <see cref="StreamSender{T}"/>: it is faster and the compiler checks the payload.
/// </remarks>
[MustEnd]
public sealed partial class StreamSender : IDisposable, IRegisteredStream
{
    private readonly StreamSender<UnifiedEvent> _sender;

    internal StreamSender(StreamChannel<UnifiedEvent> channel, StreamLifetime lifetime, StreamMode mode)
    {
        _sender = new StreamSender<UnifiedEvent>(channel, lifetime, mode);
    }

    /// <summary>The mode of the stream.</summary>
    public StreamMode Mode => _sender.Mode;

    /// <inheritdoc cref="StreamSender{T}.IsConnected"/>
    public bool IsConnected => _sender.IsConnected;

    /// <inheritdoc cref="StreamSender{T}.Completion"/>
    public Task<StreamCompletion> Completion => _sender.Completion;

    Type IRegisteredStream.EventType => typeof(object);

    /// <summary>Sends a value as JSON in a Server-Sent Event.</summary>
    /// <typeparam name="TValue">The type by which the value is serialized.</typeparam>
    /// <param name="value">The value. It is serialized later, on another thread, so it must not be changed after it was sent.</param>
    /// <param name="eventName">The <c>event</c> field, or <see langword="null"/> for the name of a union's case, else an unnamed message.</param>
    /// <param name="id">The <c>id</c> field, or <see langword="null"/> for none.</param>
    /// <returns>Whether the event was accepted.</returns>
    /// <exception cref="StreamModeException">The stream is not one of Server-Sent Events.</exception>
    /// <exception cref="ArgumentException"><paramref name="eventName"/> or <paramref name="id"/> has a CR, LF or NUL.</exception>
    public SendResult SendSseJson<TValue>(TValue value, string? eventName = null, string? id = null) => Try(SseJson(value, eventName, id));

    /// <inheritdoc cref="SendSseJson{TValue}(TValue, string?, string?)"/>
    /// <param name="value">The value.</param>
    /// <param name="eventName">The <c>event</c> field, or <see langword="null"/> for an unnamed message.</param>
    /// <param name="id">The <c>id</c> field, or <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Gives up the waiting; the event is then not sent.</param>
    /// <returns><see langword="true"/> when the event was accepted, <see langword="false"/> when the stream is over.</returns>
    public ValueTask<bool> SendSseJsonAsync<TValue>(TValue value, string? eventName = null, string? id = null, CancellationToken cancellationToken = default) =>
        SendAsync(SseJson(value, eventName, id), cancellationToken);

    /// <summary>Sends text as the data of an unnamed Server-Sent Event. Line breaks in it are kept.</summary>
    /// <param name="data">The text.</param>
    /// <param name="id">The <c>id</c> field, or <see langword="null"/> for none.</param>
    /// <returns>Whether the event was accepted.</returns>
    /// <exception cref="StreamModeException">The stream is not one of Server-Sent Events.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> has a CR, LF or NUL.</exception>
    public SendResult SendSseData(string data, string? id = null) => Try(SseData(data, id));

    /// <inheritdoc cref="SendSseData(string, string?)"/>
    /// <param name="data">The text.</param>
    /// <param name="id">The <c>id</c> field, or <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Gives up the waiting; the event is then not sent.</param>
    /// <returns><see langword="true"/> when the event was accepted, <see langword="false"/> when the stream is over.</returns>
    public ValueTask<bool> SendSseDataAsync(string data, string? id = null, CancellationToken cancellationToken = default) =>
        SendAsync(SseData(data, id), cancellationToken);

    /// <summary>Sends text as the data of a named Server-Sent Event. Line breaks in the data are kept.</summary>
    /// <param name="eventName">The <c>event</c> field; not empty.</param>
    /// <param name="data">The text.</param>
    /// <param name="id">The <c>id</c> field, or <see langword="null"/> for none.</param>
    /// <returns>Whether the event was accepted.</returns>
    /// <exception cref="StreamModeException">The stream is not one of Server-Sent Events.</exception>
    /// <exception cref="ArgumentException"><paramref name="eventName"/> is empty, or it or <paramref name="id"/> has a CR, LF or NUL.</exception>
    public SendResult SendSseEvent(string eventName, string data, string? id = null) => Try(SseEvent(eventName, data, id));

    /// <inheritdoc cref="SendSseEvent(string, string, string?)"/>
    /// <param name="eventName">The <c>event</c> field; not empty.</param>
    /// <param name="data">The text.</param>
    /// <param name="id">The <c>id</c> field, or <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Gives up the waiting; the event is then not sent.</param>
    /// <returns><see langword="true"/> when the event was accepted, <see langword="false"/> when the stream is over.</returns>
    public ValueTask<bool> SendSseEventAsync(string eventName, string data, string? id = null, CancellationToken cancellationToken = default) =>
        SendAsync(SseEvent(eventName, data, id), cancellationToken);

    /// <summary>The older name of <see cref="SendSseEvent(string, string, string?)"/>.</summary>
    /// <inheritdoc cref="SendSseEvent(string, string, string?)"/>
    public SendResult SendEvent(string eventName, string data) => SendSseEvent(eventName, data);

    /// <summary>The older name of <see cref="SendSseData(string, string?)"/>.</summary>
    /// <inheritdoc cref="SendSseData(string, string?)"/>
    public SendResult SendData(string data) => SendSseData(data);

    /// <summary>Sends a comment that clients ignore, beside the heartbeats that a quiet stream sends by itself.</summary>
    /// <returns>Whether it was accepted.</returns>
    /// <exception cref="StreamModeException">The stream is not one of Server-Sent Events.</exception>
    public SendResult SendHeartbeat()
    {
        Require(StreamMode.Sse, nameof(SendHeartbeat));
        return Try(new UnifiedEvent { Kind = UnifiedEventKind.Heartbeat });
    }

    /// <summary>Sends one value of a JSON stream.</summary>
    /// <typeparam name="TValue">The type by which the value is serialized.</typeparam>
    /// <param name="value">The value. It is serialized later, on another thread, so it must not be changed after it was sent.</param>
    /// <returns>Whether the value was accepted.</returns>
    /// <exception cref="StreamModeException">The stream is not one of JSON.</exception>
    public SendResult SendJsonChunk<TValue>(TValue value) => Try(JsonChunk(value));

    /// <inheritdoc cref="SendJsonChunk{TValue}(TValue)"/>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Gives up the waiting; the value is then not sent.</param>
    /// <returns><see langword="true"/> when the value was accepted, <see langword="false"/> when the stream is over.</returns>
    public ValueTask<bool> SendJsonChunkAsync<TValue>(TValue value, CancellationToken cancellationToken = default) => SendAsync(JsonChunk(value), cancellationToken);

    /// <summary>Sends a line of a text stream, or text as it is in a chunked stream.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether the text was accepted.</returns>
    /// <exception cref="StreamModeException">The stream is neither text nor chunked.</exception>
    public SendResult SendTextChunk(string text) => Try(TextChunk(text));

    /// <inheritdoc cref="SendTextChunk(string)"/>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up the waiting; the text is then not sent.</param>
    /// <returns><see langword="true"/> when the text was accepted, <see langword="false"/> when the stream is over.</returns>
    public ValueTask<bool> SendTextChunkAsync(string text, CancellationToken cancellationToken = default) => SendAsync(TextChunk(text), cancellationToken);

    /// <summary>Sends bytes of a binary or chunked stream.</summary>
    /// <param name="bytes">The bytes. They are copied later, on another thread, so they must not be changed after they were sent.</param>
    /// <returns>Whether the bytes were accepted.</returns>
    /// <exception cref="StreamModeException">The stream is neither binary nor chunked.</exception>
    public SendResult SendBytes(ReadOnlyMemory<byte> bytes) => Try(Bytes(bytes));

    /// <inheritdoc cref="SendBytes(ReadOnlyMemory{byte})"/>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Gives up the waiting; the bytes are then not sent.</param>
    /// <returns><see langword="true"/> when the bytes were accepted, <see langword="false"/> when the stream is over.</returns>
    public ValueTask<bool> SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => SendAsync(Bytes(bytes), cancellationToken);

    /// <inheritdoc cref="StreamSender{T}.EndStream"/>
    [EndsStream]
    public bool EndStream() => _sender.EndStream();

    /// <inheritdoc cref="StreamSender{T}.Fail"/>
    [EndsStream]
    public bool Fail(Exception exception) => _sender.Fail(exception);

    /// <inheritdoc cref="StreamSender{T}.Dispose"/>
    public void Dispose() => _sender.Dispose();

    /// <summary>For a stream that somebody else is sure to end: losing the sender then means nothing.</summary>
    internal void DisregardLoss() => GC.SuppressFinalize(_sender);

    // The mode decides which verb an event would need, so a broadcast does not reach unified streams.
    StreamFeed? IRegisteredStream.Feed => null;

    bool IRegisteredStream.Close() => ((IRegisteredStream)_sender).Close();

    private SendResult Try(in UnifiedEvent unified) => _sender.TrySend(unified);

    private ValueTask<bool> SendAsync(in UnifiedEvent unified, CancellationToken cancellationToken) => _sender.SendAsync(unified, cancellationToken);

    private UnifiedEvent SseJson<TValue>(TValue value, string? eventName, string? id)
    {
        Require(StreamMode.Sse, nameof(SendSseJson));
        SseFields.ValidateEventName(eventName);
        SseFields.ValidateId(id);
        var @case = CaseOf(value, out var payload);
        return new UnifiedEvent
        {
            Kind = UnifiedEventKind.SseJson,
            Value = payload,
            DeclaredType = @case?.Type ?? typeof(TValue),
            EventName = eventName ?? @case?.Name,
            Id = id,
        };
    }

    private UnifiedEvent SseData(string data, string? id)
    {
        Require(StreamMode.Sse, nameof(SendSseData));
        ArgumentNullException.ThrowIfNull(data);
        SseFields.ValidateId(id);
        return new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = data, Id = id };
    }

    private UnifiedEvent SseEvent(string eventName, string data, string? id)
    {
        Require(StreamMode.Sse, nameof(SendSseEvent));
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentNullException.ThrowIfNull(data);
        SseFields.ValidateEventName(eventName);
        SseFields.ValidateId(id);
        return new UnifiedEvent { Kind = UnifiedEventKind.SseEvent, EventName = eventName, Text = data, Id = id };
    }

    private UnifiedEvent JsonChunk<TValue>(TValue value)
    {
        Require(StreamMode.Json, nameof(SendJsonChunk));
        var @case = CaseOf(value, out var payload);
        return new UnifiedEvent { Kind = UnifiedEventKind.JsonChunk, Value = payload, DeclaredType = @case?.Type ?? typeof(TValue), EventName = @case?.Name };
    }

    /// <summary>The case of an event that is sent as its union, so that a unified stream writes it like a typed one.</summary>
    private static StreamEventCase? CaseOf<TValue>(TValue value, out object? payload)
    {
        if (value is not null && StreamEventUnions.TryGet<TValue>(out var union) && union.CaseOf(value) is >= 0 and var position)
        {
            payload = union.PayloadOf(value);
            return union.Cases[position];
        }

        payload = value;
        return null;
    }

    private UnifiedEvent TextChunk(string text)
    {
        Require(StreamMode.Text, StreamMode.Chunked, nameof(SendTextChunk));
        ArgumentNullException.ThrowIfNull(text);
        return new UnifiedEvent { Kind = UnifiedEventKind.TextChunk, Text = text };
    }

    private UnifiedEvent Bytes(ReadOnlyMemory<byte> bytes)
    {
        Require(StreamMode.Binary, StreamMode.Chunked, nameof(SendBytes));
        return new UnifiedEvent { Kind = UnifiedEventKind.Bytes, Bytes = bytes };
    }

    private void Require(StreamMode mode, string verb) => Require(mode, mode, verb);

    private void Require(StreamMode mode, StreamMode other, string verb)
    {
        if (Mode != mode && Mode != other)
        {
            throw new StreamModeException($"{verb} does not fit a stream of mode {Mode}; use {VerbsOf(Mode)}.");
        }
    }

    private static string VerbsOf(StreamMode mode) => mode switch
    {
        StreamMode.Sse => "SendSseJson, SendSseData or SendSseEvent",
        StreamMode.Json => "SendJsonChunk",
        StreamMode.Text => "SendTextChunk",
        StreamMode.Chunked => "SendTextChunk or SendBytes",
        _ => "SendBytes",
    };
}
