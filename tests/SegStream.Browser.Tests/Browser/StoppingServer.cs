namespace SegStream.Browser.Tests.Browser;

/// <summary>A showcase of one test, stopped at its end.</summary>
public sealed class StoppingServer(ShowcaseServer server) : IAsyncDisposable
{
    public ShowcaseServer Server => server;

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
