using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Compressed streams over other versions of HTTP and over TLS, read by a client that unpacks by itself.</summary>
public sealed class CompressionWireTests
{
    private const string Room = "room";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly System.Threading.Channels.Channel<StreamSender<string>> _opened = System.Threading.Channels.Channel.CreateUnbounded<StreamSender<string>>();

    [Theory]
    [InlineData(false, true, StreamCompression.Gzip)]
    [InlineData(true, false, StreamCompression.Gzip)]
    [InlineData(true, false, StreamCompression.Brotli)]
    [InlineData(true, true, StreamCompression.Brotli)]
    public async Task A_client_that_unpacks_by_itself_reads_each_event_when_it_was_sent(bool two, bool tls, StreamCompression compression)
    {
        await using var app = await StartAsync(compression, two, tls);
        using var client = Wires.Connect(app, Wires.Version(two), tls, DecompressionMethods.All);
        using var response = await client.OpenAsync("/t").WaitAsync(Patience);
        var sender = await _opened.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        var registry = app.App.Services.GetRequiredService<IStreamRegistry>();
        registry.Register("0", sender, new StreamMetadata { Group = Room });
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8, false, bufferSize: 1);
        for (var i = 0; i < 40; i++)
        {
            // Own events and those of a group by turns.
            Assert.True(i % 2 == 0 ? sender.TrySend($"event {i}") == SendResult.Accepted : registry.Broadcast($"event {i}", Room) == 1);
            Assert.Equal($"data: event {i}", await reader.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
        }

        sender.EndStream();
        Assert.Equal("", await reader.ReadToEndAsync().WaitAsync(Patience));
        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Completed, 40, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_client_that_resets_in_the_middle_ends_its_stream_and_no_other(bool two, bool tls)
    {
        await using var app = await StartAsync(StreamCompression.Auto, two, tls);
        using var client = Wires.Connect(app, Wires.Version(two), tls, DecompressionMethods.GZip);
        var first = await client.OpenAsync("/t").WaitAsync(Patience);
        var reset = await _opened.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        using var second = await client.OpenAsync("/t").WaitAsync(Patience);
        var living = await _opened.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        var random = new Random(5);
        var sending = Task.Run(async () =>
        {
            while (await reset.SendAsync(Noise(random)))
            {
            }
        });
        Assert.True(await (await first.Content.ReadAsStreamAsync()).ReadAsync(new byte[1000]).AsTask().WaitAsync(Patience) > 0);

        first.Dispose();

        Assert.Equal(CompletionReason.ClientAborted, (await reset.Completion.WaitAsync(Patience)).Reason);
        await sending.WaitAsync(Patience);
        living.TrySend("alive");
        living.EndStream();
        Assert.Equal("data: alive\n\n", await second.Content.ReadAsStringAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_client_that_does_not_read_is_dropped_after_the_write_timeout(bool two, bool tls)
    {
        await using var app = await StartAsync(StreamCompression.Gzip, two, tls, writeTimeout: 0.2);
        using var client = Wires.Connect(app, Wires.Version(two), tls);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/t") { Version = Wires.Version(two), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        var sender = await _opened.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        var random = new Random(6);
        var accepted = 0L;
        while (await sender.SendAsync(Noise(random)).AsTask().WaitAsync(Patience))
        {
            accepted++;
        }

        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.SlowConsumer, accepted), (completion.Reason, completion.EventsSent + completion.EventsDropped));

        // What it has got by then does not look like a whole stream.
        await using var packed = await response.Content.ReadAsStreamAsync();
        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        await Assert.ThrowsAnyAsync<Exception>(() => plain.CopyToAsync(Stream.Null).WaitAsync(Patience));
    }

    /// <summary>Text that hardly gets smaller, so that a client's window fills soon.</summary>
    private static string Noise(Random random)
    {
        var bytes = new byte[12_000];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private Task<StreamingApp> StartAsync(StreamCompression compression, bool two, bool tls, double? writeTimeout = null) => StreamingApp.StartAsync(
        mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, Compression = compression, WriteTimeoutSeconds = writeTimeout, Capacity = 16 };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
            {
                _opened.Writer.TryWrite(sender);
                await sender.Completion;
            }));
        },
        // A busy machine may fill the system's buffers more slowly than the system waits for a closed window.
        configure: options => options.FindLostClients = false,
        build: Wires.Speak(Wires.Protocols(two), tls));
}
