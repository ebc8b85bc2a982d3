using System.ComponentModel;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>One endpoint whose events have one type. Made once, when routes are mapped. Called by generated code.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamEndpoint<T>
{
    private readonly StreamHost _host;
    private readonly StreamEndpointDefinition _definition;
    private readonly StreamSettings _settings;
    private readonly StreamPlans _plans = new();

    internal StreamEndpoint(StreamHost host, StreamEndpointDefinition definition)
    {
        _host = host;
        _definition = definition;
        _settings = StreamSettings.Resolve(host.Options, definition);
        _settings.ThrowUnlessFits<T>(definition.Mode, definition.DisplayName);
        definition.ResolveFormatters<T>(host, _settings);
    }

    /// <summary>Streams an async sequence.</summary>
    /// <param name="http">The request.</param>
    /// <param name="source">Calls the method. The token is cancelled when the stream is over for another reason than the sequence's end.</param>
    /// <returns>Completes when the stream is over and the sequence is disposed.</returns>
    public Task PullAsync(HttpContext http, Func<CancellationToken, IAsyncEnumerable<T>> source)
    {
        if (Plan(http) is not { } plan)
        {
            return RefuseAsync(http);
        }

        var lifetime = new StreamLifetime();
        return RunAsync(http, plan, new SequenceSource<T>(Given(source(lifetime.Token)), lifetime.Token), lifetime);
    }

    /// <inheritdoc cref="PullAsync(HttpContext, Func{CancellationToken, IAsyncEnumerable{T}})"/>
    public async Task PullAsync(HttpContext http, Func<CancellationToken, Task<IAsyncEnumerable<T>>> source)
    {
        if (Plan(http) is not { } plan)
        {
            await RefuseAsync(http).ConfigureAwait(false);
            return;
        }

        var lifetime = new StreamLifetime();
        if (await OpenAsync(http, lifetime, source).ConfigureAwait(false) is not { } sequence)
        {
            return;
        }

        await RunAsync(http, plan, new SequenceSource<T>(sequence, lifetime.Token), lifetime).ConfigureAwait(false);
    }

    /// <summary>Streams a sequence. A collection is read in place; a lazy sequence is read on the thread pool from its second element on, so that it may block without holding up heartbeats.</summary>
    /// <param name="http">The request.</param>
    /// <param name="source">Calls the method. The token is cancelled when the stream is over for another reason than the sequence's end.</param>
    /// <returns>Completes when the stream is over and the sequence is disposed.</returns>
    public Task PullAsync(HttpContext http, Func<CancellationToken, IEnumerable<T>> source)
    {
        if (Plan(http) is not { } plan)
        {
            return RefuseAsync(http);
        }

        var lifetime = new StreamLifetime();
        return SynchronousSequence.RunAsync(http, plan, Given(source(lifetime.Token)), lifetime);
    }

    /// <inheritdoc cref="PullAsync(HttpContext, Func{CancellationToken, IEnumerable{T}})"/>
    public async Task PullAsync(HttpContext http, Func<CancellationToken, Task<IEnumerable<T>>> source)
    {
        if (Plan(http) is not { } plan)
        {
            await RefuseAsync(http).ConfigureAwait(false);
            return;
        }

        var lifetime = new StreamLifetime();
        if (await OpenAsync(http, lifetime, source).ConfigureAwait(false) is not { } sequence)
        {
            return;
        }

        await SynchronousSequence.RunAsync(http, plan, sequence, lifetime).ConfigureAwait(false);
    }

    /// <summary>Streams what a channel gives.</summary>
    /// <param name="http">The request.</param>
    /// <param name="source">Calls the method. The token is cancelled when the stream is over for another reason than the channel's completion.</param>
    /// <returns>Completes when the stream is over.</returns>
    public Task ReadAsync(HttpContext http, Func<CancellationToken, ChannelReader<T>> source)
    {
        if (Plan(http) is not { } plan)
        {
            return RefuseAsync(http);
        }

        var lifetime = new StreamLifetime();
        return RunAsync(http, plan, new ChannelReaderSource<T>(Given(source(lifetime.Token)), lifetime.Token), lifetime);
    }

    /// <inheritdoc cref="ReadAsync(HttpContext, Func{CancellationToken, ChannelReader{T}})"/>
    public async Task ReadAsync(HttpContext http, Func<CancellationToken, Task<ChannelReader<T>>> source)
    {
        if (Plan(http) is not { } plan)
        {
            await RefuseAsync(http).ConfigureAwait(false);
            return;
        }

        var lifetime = new StreamLifetime();
        if (await OpenAsync(http, lifetime, source).ConfigureAwait(false) is not { } reader)
        {
            return;
        }

        await RunAsync(http, plan, new ChannelReaderSource<T>(reader, lifetime.Token), lifetime).ConfigureAwait(false);
    }

    /// <summary>Streams what a method sends.</summary>
    /// <param name="http">The request.</param>
    /// <param name="producer">Calls the method. The token is cancelled when the stream is over for another reason than <c>EndStream</c>.</param>
    /// <returns>Completes when the stream is over and the method has returned.</returns>
    public Task PushAsync(HttpContext http, Func<StreamSender<T>, CancellationToken, Task> producer)
    {
        if (Plan(http) is not { } plan)
        {
            return RefuseAsync(http);
        }

        var lifetime = new StreamLifetime();
        var channel = new StreamChannel<T>(plan.Settings.Channel, EventKeys.For<T>(plan.Settings.Channel));
        var sender = new StreamSender<T>(channel, lifetime, _definition.Mode);

        // The method's return ends the stream, so nothing is left for a finalizer to find out.
        GC.SuppressFinalize(sender);
        var producing = PushedStream.StartAsync(channel, lifetime, sender, producer, plan, http);
        return StreamExecution.RunAsync(http, plan, new ChannelSource<T>(channel), lifetime, producing);
    }

    private static Task RunAsync(HttpContext http, StreamPlan<T> plan, StreamSource<T> source, StreamLifetime lifetime) =>
        StreamExecution.RunAsync(http, plan, source, lifetime, producing: null);

    private StreamPlan<T>? Plan(HttpContext http) => _definition.Negotiate<T>(http, _host, _settings, _plans);

    private Task RefuseAsync(HttpContext http) => StreamPlan.RefuseAsync(http, _definition.Formats);

    private TSource Given<TSource>(TSource? source)
        where TSource : class =>
        source ?? throw new InvalidOperationException($"{_definition.DisplayName} returned null instead of its events.");

    /// <summary>While a method prepares its sequence there is no pump that would notice the client's leaving, or the host's stopping.</summary>
    /// <returns>What the method gave; <see langword="null"/> when it gave up because the host is stopping, and the client was told to come back.</returns>
    private async Task<TSource?> OpenAsync<TSource>(HttpContext http, StreamLifetime lifetime, Func<CancellationToken, Task<TSource>> source)
        where TSource : class
    {
        await using (lifetime.CancelWith(http.RequestAborted, ProducerFailed).ConfigureAwait(false))
        await using (lifetime.CancelWith(_host.Shutdown.Deadline(_settings.OnShutdown), ProducerFailed).ConfigureAwait(false))
        {
            try
            {
                return Given(await source(lifetime.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_host.Shutdown.HasBegun && !http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
            {
                await _host.Gate.RefuseWhileStoppingAsync(http, _definition).ConfigureAwait(false);
                return null;
            }
        }
    }

    private void ProducerFailed(Exception failure) => StreamLog.FailedAfterEnd(_host.Logger, _definition.DisplayName, failure);
}
