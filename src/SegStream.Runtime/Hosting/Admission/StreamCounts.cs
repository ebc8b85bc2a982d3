namespace SegStream.Hosting;

/// <summary>
/// How many streams are open, in total and for each client. One lock for both, so that a request that one limit refuses never takes the place of another one under the
/// other limit, not even for a moment; it is held for a look into a dictionary, once when a stream is opened and once when it is over.
/// </summary>
internal sealed class StreamCounts(int maxStreams, int maxStreamsPerClient)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamClient, int> _clients = [];
    private int _total;

    /// <summary>Streams that are counted now.</summary>
    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    /// <summary>Clients that have a stream now. A client without one leaves nothing behind.</summary>
    public int Clients
    {
        get
        {
            lock (_lock)
            {
                return _clients.Count;
            }
        }
    }

    /// <summary>Counts one more stream if there is room for it.</summary>
    /// <param name="client">Whose it is, or <see langword="null"/> for nobody's.</param>
    public AdmissionResult TryEnter(StreamClient? client)
    {
        lock (_lock)
        {
            if (_total >= maxStreams)
            {
                return AdmissionResult.HostIsFull;
            }

            if (client is { } own)
            {
                var open = _clients.GetValueOrDefault(own);
                if (open >= maxStreamsPerClient)
                {
                    return AdmissionResult.ClientIsFull;
                }

                _clients[own] = open + 1;
            }

            _total++;
            return AdmissionResult.Admitted;
        }
    }

    /// <summary>Gives back what <see cref="TryEnter"/> has counted.</summary>
    public void Leave(StreamClient? client)
    {
        lock (_lock)
        {
            _total--;
            if (client is { } own)
            {
                if (_clients[own] == 1)
                {
                    _clients.Remove(own);
                }
                else
                {
                    _clients[own]--;
                }
            }
        }
    }
}
