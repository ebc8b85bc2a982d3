using SegStream;
using SegStream.Hosting;
using SegStream.Sending;

namespace Microsoft.AspNetCore.Http;

/// <summary>Callbacks for the end of the stream that a request opens.</summary>
public static class SegStreamHttpContextExtensions
{
    /// <summary>
    /// Calls back once when the stream of this request is over, for whatever reason, with its completion; at once when it is over already. It runs on the thread pool; what it throws is logged. For
    /// endpoints that have no sender, such as pulled sequences, and for middleware. Where the request comes to no stream nothing is called.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="callback">What to call.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void OnStreamCompleted(this HttpContext http, Action<StreamCompletedContext> callback) => Watch(http, new CompletionCallback(CompletionInterest.Any, callback));

    /// <inheritdoc cref="OnStreamCompleted(HttpContext, Action{StreamCompletedContext})"/>
    public static void OnStreamCompleted(this HttpContext http, Func<StreamCompletedContext, ValueTask> callback) => Watch(http, new CompletionCallback(CompletionInterest.Any, callback));

    /// <summary>Calls back like <see cref="OnStreamCompleted(HttpContext, Action{StreamCompletedContext})"/>, for the reasons <see cref="CompletionReason.IdleTimeout"/>, <see cref="CompletionReason.MaxDuration"/> and <see cref="CompletionReason.SlowConsumer"/> only.</summary>
    /// <param name="http">The request.</param>
    /// <param name="callback">What to call.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void OnStreamTimeout(this HttpContext http, Action<StreamCompletedContext> callback) => Watch(http, new CompletionCallback(CompletionInterest.Timeout, callback));

    /// <inheritdoc cref="OnStreamTimeout(HttpContext, Action{StreamCompletedContext})"/>
    public static void OnStreamTimeout(this HttpContext http, Func<StreamCompletedContext, ValueTask> callback) => Watch(http, new CompletionCallback(CompletionInterest.Timeout, callback));

    /// <summary>Calls back like <see cref="OnStreamCompleted(HttpContext, Action{StreamCompletedContext})"/>, for the reason <see cref="CompletionReason.Faulted"/> only.</summary>
    /// <param name="http">The request.</param>
    /// <param name="callback">What to call.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void OnStreamError(this HttpContext http, Action<StreamCompletedContext> callback) => Watch(http, new CompletionCallback(CompletionInterest.Error, callback));

    /// <inheritdoc cref="OnStreamError(HttpContext, Action{StreamCompletedContext})"/>
    public static void OnStreamError(this HttpContext http, Func<StreamCompletedContext, ValueTask> callback) => Watch(http, new CompletionCallback(CompletionInterest.Error, callback));

    private static void Watch(HttpContext http, CompletionCallback callback)
    {
        ArgumentNullException.ThrowIfNull(http);
        var watch = http.Features.Get<StreamWatch>();
        if (watch is null)
        {
            watch = new StreamWatch();
            http.Features.Set(watch);
        }

        watch.Lifetime.Watch(callback);
    }
}
