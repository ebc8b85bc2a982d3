using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SegStream.Packaging.Tests.Outside;

/// <summary>A web application in a process of its own.</summary>
internal sealed partial class RunningApplication : IDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly HttpClient _client;

    private RunningApplication(Process process, Uri address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = address, Timeout = TimeToAnswer };
    }

    public static async Task<RunningApplication> StartAsync(ProcessStartInfo start, params string[] arguments)
    {
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = new StringBuilder();
        using var expired = new CancellationTokenSource(TimeToStart);
        while (await process.StandardOutput.ReadLineAsync(expired.Token) is { } line)
        {
            output.AppendLine(line);
            if (ListeningOn().Match(line) is { Success: true } match)
            {
                // What the application says afterwards is read and dropped, so that it never waits for a full pipe.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new RunningApplication(process, new Uri(match.Groups["address"].Value));
            }
        }

        process.Kill(entireProcessTree: true);
        throw new InvalidOperationException($"The application does not listen:\n{output}");
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <returns>The media type and the body.</returns>
    public async Task<(string? MediaType, string Body)> ReadAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return (response.Content.Headers.ContentType?.MediaType, body);
    }

    /// <summary>Reads a stream that fails: its connection is cut off, so that nobody takes it for complete.</summary>
    public async Task<string> ReadCutOffAsync(string path)
    {
        using var response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        using var body = await response.Content.ReadAsStreamAsync();
        using var received = new MemoryStream();
        await Assert.ThrowsAsync<HttpIOException>(() => body.CopyToAsync(received));
        return System.Text.Encoding.UTF8.GetString(received.ToArray());
    }

    /// <summary>The status of an answer.</summary>
    public async Task<int> StatusAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        return (int)response.StatusCode;
    }

    /// <summary>Sends JSON, and reads the stream that answers.</summary>
    public async Task<string> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await PostAsync(path, content);
    }

    /// <summary>Sends a form with one field and one file, and reads the stream that answers.</summary>
    public async Task<string> PostFormAsync(string path, (string Name, string Value) field, string fileName, string text)
    {
        using var value = new StringContent(field.Value);
        using var file = new StringContent(text);
        using var content = new MultipartFormDataContent { { value, field.Name }, { file, "file", fileName } };
        return await PostAsync(path, content);
    }

    private async Task<string> PostAsync(string path, HttpContent content)
    {
        using var response = await _client.PostAsync(path, content);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return body;
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)")]
    private static partial Regex ListeningOn();
}
