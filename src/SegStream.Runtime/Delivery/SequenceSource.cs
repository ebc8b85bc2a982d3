using System.Diagnostics.CodeAnalysis;

namespace SegStream.Delivery;

/// <summary>The events of an async sequence, pulled one at a time.</summary>
internal sealed class SequenceSource<T>(IAsyncEnumerable<T> sequence, CancellationToken streamEnded) : AwaitedSource<T>
{
    private IAsyncEnumerator<T>? _enumerator;

    public override async ValueTask ReleaseAsync()
    {
        if (_enumerator is { } enumerator)
        {
            _enumerator = null;
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected override ValueTask<bool> NextAsync() => (_enumerator ??= sequence.GetAsyncEnumerator(streamEnded)).MoveNextAsync();

    protected override bool TryTakeAnnounced([MaybeNullWhen(false)] out T item)
    {
        item = _enumerator!.Current;
        return true;
    }
}
