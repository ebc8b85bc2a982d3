using SegStream.Soak.Plans;

namespace SegStream.Soak.Clients;

/// <summary>A response by HttpClient.</summary>
internal sealed class HttpBody : ResponseBody
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;

    private HttpBody(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _stream = stream;
        Status = (int)response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.ToString();
    }

    /// <summary>Where it takes a coding off the body, it does not say so.</summary>
    public override bool ShowsItsBytes => false;

    public static async Task<HttpBody> OpenAsync(HttpClient client, StreamPlan plan)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{plan.Endpoint.Path}?id={plan.Id}")
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (plan.Accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", plan.Accept);
        }

        try
        {
            using var patience = plan.Behaviour == Behaviour.Hang ? new CancellationTokenSource(TimeSpan.FromMilliseconds(plan.ReadsMilliseconds % 20)) : null;
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience?.Token ?? default);
            return new HttpBody(response, await response.Content.ReadAsStreamAsync());
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            throw new BodyCutException("No answer.", exception);
        }
    }

    public override async Task<int> ReadAsync(Memory<byte> destination)
    {
        try
        {
            return await _stream.ReadAsync(destination);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new BodyCutException("The response was cut.", exception);
        }
    }

    public override void Leave(bool reset) => _response.Dispose();

    public override ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
