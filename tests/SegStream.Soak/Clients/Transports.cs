using System.Net;
using SegStream.Soak.Plans;
using SegStream.Soak.Serving;

namespace SegStream.Soak.Clients;

/// <summary>The ways to one host. Those of HTTP/2 share their connections between all clients of a round.</summary>
internal sealed class Transports : IDisposable
{
    private readonly SoakHost _host;
    private readonly HttpClient _http1;
    private readonly HttpClient _http1Tls;
    private readonly HttpClient _http2;
    private readonly HttpClient _http2Tls;

    public Transports(SoakHost host)
    {
        _host = host;
        _http1 = Client(host.Plain, HttpVersion.Version11);
        _http1Tls = Client(host.Tls, HttpVersion.Version11);
        _http2 = Client(host.PlainHttp2, HttpVersion.Version20);
        _http2Tls = Client(host.Tls, HttpVersion.Version20);
    }

    public SoakHost Host => _host;

    /// <exception cref="BodyCutException">There was no answer.</exception>
    public async Task<ResponseBody> OpenAsync(StreamPlan plan, Random random) => plan.Wire switch
    {
        Wire.Http1 => await HttpBody.OpenAsync(_http1, plan),
        Wire.Http1Tls => await HttpBody.OpenAsync(_http1Tls, plan),
        Wire.Http2 => await HttpBody.OpenAsync(_http2, plan),
        Wire.Http2Tls => await HttpBody.OpenAsync(_http2Tls, plan),
        _ => await SocketBody.OpenAsync(_host.Plain, plan, random),
    };

    public void Dispose()
    {
        _http1.Dispose();
        _http1Tls.Dispose();
        _http2.Dispose();
        _http2Tls.Dispose();
    }

    private static HttpClient Client(Uri address, Version version)
    {
        var handler = new SocketsHttpHandler
        {
            // A client that leaves does so at once; by default it would read on for a while to save the connection.
            ResponseDrainTimeout = TimeSpan.Zero,
            EnableMultipleHttp2Connections = true,
            AutomaticDecompression = DecompressionMethods.All,
            SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null },
        };
        return new HttpClient(handler) { BaseAddress = address, DefaultRequestVersion = version, Timeout = Timeout.InfiniteTimeSpan };
    }
}
