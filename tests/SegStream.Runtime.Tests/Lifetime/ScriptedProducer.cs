using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>A producer, of any shape, that does what the test says: sends what is written to its script and ends its stream when that is complete.</summary>
internal sealed class ScriptedProducer(ProducerShape shape)
{
    private readonly Channel<string> _script = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _done;

    /// <summary>Whether it goes on although its token is cancelled.</summary>
    public bool IgnoresItsToken { get; init; }

    /// <summary>Whether it goes away at the end of its script without saying that the stream is complete.</summary>
    public bool LeavesWithoutEnd { get; init; }

    /// <summary>The stream's sender, where there is one.</summary>
    public StreamSender<string>? Sender { get; private set; }

    public Task Running => _running.Task;

    /// <summary>Completes when its token is cancelled. A detached sender has none.</summary>
    public Task Cancelled => _cancelled.Task;

    public Task Returned => _returned.Task;

    /// <summary>Events that the stream has taken.</summary>
    public int Done => Volatile.Read(ref _done);

    public void Send(params string[] events)
    {
        foreach (var text in events)
        {
            Assert.True(_script.Writer.TryWrite(text));
        }
    }

    /// <summary>Lets it end its stream as complete.</summary>
    public void End() => _script.Writer.TryComplete();

    /// <summary>Lets it fail.</summary>
    public void Fail(Exception exception) => _script.Writer.TryComplete(exception);

    public async Task DoneAsync(int events, TimeSpan patience)
    {
        using var watchdog = new CancellationTokenSource(patience);
        while (Done < events)
        {
            Assert.False(watchdog.IsCancellationRequested, $"{Done} of {events} events were taken.");
            await Task.Yield();
        }
    }

    public void Map(StreamEndpointMapper mapper, StreamEndpointDefinition definition)
    {
        var endpoint = mapper.CreateEndpoint<string>(definition);
        switch (shape)
        {
            case ProducerShape.Push:
                mapper.Map(definition, http => endpoint.PushAsync(http, PushAsync));
                break;
            case ProducerShape.Pull:
                mapper.Map(definition, http => endpoint.PullAsync(http, token => PullAsync(token)));
                break;
            default:
                var detached = mapper.CreateDetachedEndpoint(definition);
                mapper.Map(definition, http =>
                {
                    var response = definition.Mode == StreamMode.Sse ? StreamResponse.Sse<string>() : StreamResponse.Json<string>();
                    _ = SendDetachedAsync(response.Sender);
                    return detached.ExecuteAsync(http, response);
                });
                break;
        }
    }

    private async Task PushAsync(StreamSender<string> sender, CancellationToken token)
    {
        Sender = sender;
        Begin(token);
        try
        {
            await foreach (var text in _script.Reader.ReadAllAsync(IgnoresItsToken ? default : token))
            {
                await sender.SendAsync(text, CancellationToken.None);
                Interlocked.Increment(ref _done);
            }

            if (!LeavesWithoutEnd)
            {
                sender.EndStream();
            }
        }
        finally
        {
            _returned.TrySetResult();
        }
    }

    private async Task SendDetachedAsync(StreamSender<string> sender)
    {
        try
        {
            await PushAsync(sender, CancellationToken.None);
        }
        catch (Exception exception)
        {
            sender.Fail(exception);
        }

        // Nothing where the stream has ended.
        sender.Dispose();
    }

    private async IAsyncEnumerable<string> PullAsync([EnumeratorCancellation] CancellationToken token)
    {
        Begin(token);
        try
        {
            await foreach (var text in _script.Reader.ReadAllAsync(IgnoresItsToken ? default : token))
            {
                yield return text;
                Interlocked.Increment(ref _done);
            }
        }
        finally
        {
            _returned.TrySetResult();
        }
    }

    private void Begin(CancellationToken token)
    {
        token.Register(() => _cancelled.TrySetResult());
        _running.TrySetResult();
    }
}
