using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Hosting;
using SegStream.Sending;

namespace SegStream;

/// <summary>
/// A streamed response whose sender may outlive the method that makes it. Return it from an annotated endpoint, alone or in <c>Results&lt;…&gt;</c>,
/// or from any minimal API. It can be executed once.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
[MustEnd]
public sealed partial class StreamResponse<T> : IResult
{
    private readonly ResponseFormat _format;
    private readonly StreamChannel<T>? _channel;
    private readonly StreamLifetime _lifetime;
    private readonly StreamSender<T>? _sender;
    private readonly Func<CancellationToken, StreamSource<T>>? _source;
    private int _executed;

    internal StreamResponse(ResponseFormat format)
    {
        StreamResponse.ThrowUnlessFits<T>(format.Mode);
        _format = format;
        _lifetime = new StreamLifetime();
        _channel = new StreamChannel<T>(StreamResponse.DefaultLimits);
        _sender = new StreamSender<T>(_channel, _lifetime, format.Mode);
    }

    internal StreamResponse(ResponseFormat format, Func<CancellationToken, StreamSource<T>> source)
    {
        _format = format;
        _lifetime = new StreamLifetime();
        _source = source;

        // There is no sender that somebody could have kept.
        GC.SuppressFinalize(this);
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
    /// A sender that the application loses without <see cref="StreamSender{T}.EndStream"/> ends its stream as incomplete once it is collected; in an annotated endpoint, that is:
    /// a plain minimal API keeps the response, and with it the sender, until the request is over.
    /// </summary>
    /// <exception cref="InvalidOperationException">The response streams a sequence, such as one made by <see cref="StreamResponse.JsonFrom{T}(IEnumerable{T})"/>; it has no sender.</exception>
    public StreamSender<T> Sender => _sender ?? throw new InvalidOperationException("This response streams a sequence and has no sender. Make one with StreamResponse.Sse<T>(), Json<T>(), Text<T>(), Chunked<T>() or Binary<T>() to send events yourself.");

    /// <summary>Streams the response until the stream is over. Called by ASP.NET Core.</summary>
    /// <param name="httpContext">The request.</param>
    /// <returns>Completes when the stream is over.</returns>
    /// <exception cref="InvalidOperationException">The response was executed before, <c>AddSegStream</c> was not called, or the event type has no JSON type information.</exception>
    /// <exception cref="StreamModeException">The endpoint's attribute names another mode than the response has.</exception>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        // Static from here on: if a running response kept this object, and with it the sender, alive, a sender that the application lost would never be found.
        GC.SuppressFinalize(this);

        // A channel has one reader and sees to it itself.
        if (_channel is null && Interlocked.Exchange(ref _executed, 1) != 0)
        {
            throw new InvalidOperationException("A response streams its sequence once, and this one was executed before. Make a new one for every request.");
        }

        return DetachedStream.ExecuteAsync(httpContext, _format, _channel, _source, _lifetime);
    }
}
