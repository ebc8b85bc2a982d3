using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SegStream.Hosting;

/// <summary>Answers requests for the manifest. It is made for the first one and kept until the endpoints of the application change.</summary>
internal sealed class ServedManifest
{
    private Content? _content;

    public Task AnswerAsync(HttpContext http)
    {
        var content = Volatile.Read(ref _content);
        if (content is null || content.Endpoints.HasChanged)
        {
            content = Make(http.RequestServices);
            Volatile.Write(ref _content, content);
        }

        var response = http.Response;
        var headers = response.GetTypedHeaders();
        headers.ETag = content.Tag;

        // It may be kept, and is to be asked for again: a deployment may change it at any time, and whoever may see it may change too.
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(content.Tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json";
        response.ContentLength = content.Body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(content.Body, http.RequestAborted).AsTask();
    }

    private static Content Make(IServiceProvider services)
    {
        // The token is taken before the endpoints are read, so that no change between the two is missed.
        var source = services.GetRequiredService<EndpointDataSource>();
        var changes = source.GetChangeToken();
        var body = Encoding.UTF8.GetBytes(ManifestMaker.OfEndpoints(source.Endpoints, services).ToJson());
        return new Content(body, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\""), changes);
    }

    private sealed record Content(byte[] Body, EntityTagHeaderValue Tag, IChangeToken Endpoints);
}
