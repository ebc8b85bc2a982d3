namespace SegStream.Soak.Clients;

/// <summary>A response as its client sees it.</summary>
internal abstract class ResponseBody : IAsyncDisposable
{
    public int Status { get; protected set; }

    public string? ContentType { get; protected set; }

    /// <summary>The coding that is to be taken off the body; null when there is none.</summary>
    public string? Coding { get; protected set; }

    /// <summary>Whether the bytes that are read are those that were sent.</summary>
    public virtual bool ShowsItsBytes => true;

    /// <summary>Whether a complete body can be told from one that was cut.</summary>
    public virtual bool ShowsItsEnd => true;

    /// <summary>Whether everything that the server wrote before it cut the body is sure to be read.</summary>
    public virtual bool IsExactWhenCut => false;

    /// <summary>Reads what has arrived.</summary>
    /// <returns>The number of bytes; 0 at the end of the body.</returns>
    /// <exception cref="BodyCutException">The body was cut.</exception>
    public abstract Task<int> ReadAsync(Memory<byte> destination);

    /// <summary>Leaves without having read to the end.</summary>
    /// <param name="reset">Whether a connection of its own is reset instead of closed.</param>
    public abstract void Leave(bool reset);

    /// <summary>Is gone without a word, where the connection is its own.</summary>
    public virtual void Vanish() => throw new NotSupportedException();

    /// <summary>What has to be true after the end of the body; null when it is.</summary>
    public virtual Task<string?> FindAfterEndAsync() => Task.FromResult<string?>(null);

    public abstract ValueTask DisposeAsync();
}
