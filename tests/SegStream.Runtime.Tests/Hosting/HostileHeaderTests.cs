using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>What a client writes into its headers neither breaks a stream nor gets into one.</summary>
public sealed class HostileHeaderTests
{
    private static readonly string[] Pieces =
    [
        "gzip", "br", "identity", "*", "x-gzip", "text/event-stream", "application/json", "application/x-ndjson", "*/*", "text/*", ";q=", ";q=0", ";q=1.0000", ";q=-1", ";q=NaN", ";q=1e308", "0.5", ",", ";", "=", "\"", "\"\"",
        "\\", " ", "\t", "(", ")", "<", ">", "%0d%0a", "\u0001", "\u007f", "é", "漢", "\ud800", "charset=utf-8", "charset=", ";;;", ",,,", "/", "//", "a/b/c", "+json", "q=0.1;q=0.9", "999999999999999999999999",
    ];

    [Fact]
    public void No_value_of_Accept_or_Accept_Encoding_is_an_exception()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var value = Value(random);
            var http = new DefaultHttpContext();
            http.Request.Headers.Accept = value;
            http.Request.Headers.AcceptEncoding = random.Next(4) == 0 ? new Microsoft.Extensions.Primitives.StringValues([value, Value(random), null]) : value;
            var exception = Record.Exception(() =>
            {
                CodingNegotiation.Choose(http.Request, StreamCompression.Auto, out _);
                JsonFormatNegotiation.Choose(http.Request, JsonStreamFormats.All);
            });
            Assert.True(exception is null, $"Seed {seed}, round {round}, value '{value}': {exception}");
        }
    }

    [Fact]
    public void No_content_type_is_an_exception_where_it_is_looked_at()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            var value = Value(random);
            var exception = Record.Exception(() => CompressibleContent.Includes(value));
            Assert.True(exception is null, $"Seed {seed}, round {round}, value '{value}': {exception}");
        }
    }

    [Fact]
    public async Task Every_request_is_answered_with_a_status_and_no_header_of_it_comes_back()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Json };
                var endpoint = mapper.CreateEndpoint<Reading>(definition);
                mapper.Map(definition, http => endpoint.PullAsync(http, _ => new[] { new Reading(1) }));
            },
            options => options.Compression = StreamCompression.Auto);
        for (var round = 0; round < 150; round++)
        {
            // Latin-1 on the wire, so that every byte of a header can occur.
            var value = new string([.. Value(random).Select(each => (char)(each & 0xFF)).Where(each => each is not '\r' and not '\n' and not '\0')]);
            var request = $"GET /t HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: {value}\r\nAccept-Encoding: {value}\r\nLast-Event-ID: {value}marker\r\n\r\n";
            using var socket = await app.ConnectAsync();
            await socket.SendAsync(Encoding.Latin1.GetBytes(request));
            using var answer = new MemoryStream();
            await new NetworkStream(socket).CopyToAsync(answer);
            var text = Encoding.Latin1.GetString(answer.ToArray());
            Assert.True(text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || text.StartsWith("HTTP/1.1 40", StringComparison.Ordinal), $"Seed {seed}, round {round}, value '{value}': {text}");
            Assert.DoesNotContain("marker", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain\r\nSet-Cookie: a=b")]
    [InlineData("text/plain\n")]
    [InlineData("text/plain\0")]
    [InlineData("text/plain; x=é")]
    [InlineData("")]
    public async Task A_content_type_that_cannot_be_a_header_is_refused_where_it_is_given(string contentType)
    {
        Assert.Throws<ArgumentException>("contentType", () => StreamResponse.Chunked<string>(contentType));
        Assert.Throws<ArgumentException>("contentType", () => StreamResponse.Chunked(contentType));
        Assert.Throws<ArgumentException>("contentType", () => StreamResponse.Binary<byte[]>(contentType));
        Assert.Throws<ArgumentException>("contentType", () => StreamResponse.Binary(contentType));
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Type", Route = "/x", Mode = StreamMode.Chunked, ContentType = contentType };
        foreach (var map in new Action<StreamEndpointMapper>[] { mapper => mapper.CreateEndpoint<string>(definition), mapper => mapper.CreateUnifiedEndpoint(definition), mapper => mapper.CreateDetachedEndpoint(definition) })
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(map));
            Assert.Contains("ContentType", exception.Message, StringComparison.Ordinal);
        }
    }

    private static string Value(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(8) == 0 ? ((char)random.Next(0x250)).ToString() : Pieces[random.Next(Pieces.Length)]));
}
