using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SegStream.Soak.Serving;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Versions of HTTP with TLS and without, for a server and for clients of it.</summary>
internal static class Wires
{
    /// <summary>Makes a server speak one version of HTTP, over TLS with a certificate made on the spot if that is wanted.</summary>
    public static Action<WebApplicationBuilder> Speak(HttpProtocols protocols, bool tls) => builder =>
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
        {
            listen.Protocols = protocols;
            if (tls)
            {
                listen.UseHttps(Certificates.SelfSigned());
            }
        }));
    };

    /// <summary>A client whose streams share one connection where the version allows it.</summary>
    public static HttpClient Connect(StreamingApp app, Version version, bool tls, DecompressionMethods decompression = DecompressionMethods.None)
    {
        var transport = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero, AutomaticDecompression = decompression, SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null } };
        return new HttpClient(transport)
        {
            BaseAddress = new Uri($"{(tls ? "https" : "http")}://127.0.0.1:{app.Address.Port}"),
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>Sends a GET and returns the response as soon as its head is there.</summary>
    public static Task<HttpResponseMessage> OpenAsync(this HttpClient client, string path) => client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

    public static Version Version(bool two) => two ? HttpVersion.Version20 : HttpVersion.Version11;

    public static HttpProtocols Protocols(bool two) => two ? HttpProtocols.Http2 : HttpProtocols.Http1;
}
