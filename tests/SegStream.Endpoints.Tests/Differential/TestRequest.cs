using System.Net.Http.Headers;
using System.Text;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>A request, as often as it is needed.</summary>
internal sealed class TestRequest
{
    /// <summary>What is special about it.</summary>
    public required string Case { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query, encoded, without the prefix.</summary>
    public required string Target { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Func<HttpContent>? Content { get; init; }

    /// <summary>The culture of the thread that answers.</summary>
    public string Culture { get; init; } = "";

    public static HttpContent Bytes(string text, string? contentType, Encoding? encoding = null)
    {
        var content = new ByteArrayContent((encoding ?? new UTF8Encoding(false)).GetBytes(text));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }

    public HttpRequestMessage Create(string prefix)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri("http://localhost" + prefix + Target)) { Content = Content?.Invoke() };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.Add("x-culture", Culture);
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString() => $"{Method} {Target} [{Case}]{string.Concat(Headers.Select(header => $" {header.Name}: {header.Value}"))}";
}
