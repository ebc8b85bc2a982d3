namespace SegStream.Hosting;

/// <summary>
/// What a stream of an endpoint needs of its host, in the endpoint's metadata: a response object that is executed by a mapped endpoint finds it there, and need not make a
/// scope of services for its request, nor settings of its own.
/// </summary>
internal sealed record StreamEndpointSetup(StreamHost Host, StreamSettings Settings)
{
    public StreamPlans Plans { get; } = new();
}
