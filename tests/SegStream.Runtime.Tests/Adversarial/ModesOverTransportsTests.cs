using System.Buffers.Binary;
using System.Text;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>Every mode brings the same bytes, whatever is below it.</summary>
public sealed class ModesOverTransportsTests
{
    private const int Events = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_mode_is_whole_over_other_versions_of_HTTP_and_over_TLS(bool two, bool tls)
    {
        await using var app = await StreamingApp.StartAsync(MapModes, build: Wires.Speak(Wires.Protocols(two), tls));
        using var client = Wires.Connect(app, Wires.Version(two), tls);

        var lines = string.Concat(Enumerable.Range(0, Events).Select(static number => $"{number}\n"));
        Assert.Equal(string.Concat(Enumerable.Range(0, Events).Select(static number => $"data: {number}\n\n")), await TextAsync("/sse"));
        Assert.Equal(lines, await TextAsync("/json", "application/x-ndjson"));
        Assert.Equal(string.Concat(Enumerable.Range(0, Events).Select(static number => $"\u001e{number}\n")), await TextAsync("/json", "application/json-seq"));
        Assert.Equal($"[{string.Join(',', Enumerable.Range(0, Events))}]", await TextAsync("/json", "application/json"));
        Assert.Equal(lines, await TextAsync("/text"));
        Assert.Equal(lines, await TextAsync("/chunked"));
        Assert.Equal(Enumerable.Range(0, Events).SelectMany(Number), await client.GetByteArrayAsync("/binary").WaitAsync(Patience));
        Assert.Equal(Enumerable.Range(0, Events).SelectMany(static number => (byte[])[0, 0, 0, 4, .. Number(number)]), await client.GetByteArrayAsync("/framed").WaitAsync(Patience));

        async Task<string> TextAsync(string path, string? accept = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
            if (accept is not null)
            {
                request.Headers.TryAddWithoutValidation("Accept", accept);
            }

            using var response = await client.SendAsync(request).WaitAsync(Patience);
            Assert.Equal(client.DefaultRequestVersion, response.Version);
            return await response.Content.ReadAsStringAsync().WaitAsync(Patience);
        }
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static void MapModes(StreamEndpointMapper mapper)
    {
        Map(mapper, "/sse", StreamMode.Sse, static number => number);
        Map(mapper, "/json", StreamMode.Json, static number => number);
        Map(mapper, "/text", StreamMode.Text, static number => Encoding.ASCII.GetBytes($"{number}"));
        Map(mapper, "/chunked", StreamMode.Chunked, static number => $"{number}\n");
        Map(mapper, "/binary", StreamMode.Binary, Number);
        Map(mapper, "/framed", StreamMode.Binary, Number, lengthPrefixed: true);
    }

    private static void Map<T>(StreamEndpointMapper mapper, string route, StreamMode mode, Func<int, T> make, bool lengthPrefixed = false)
    {
        var definition = new StreamEndpointDefinition { DisplayName = route, Route = route, Mode = mode, LengthPrefixed = lengthPrefixed };
        var endpoint = mapper.CreateEndpoint<T>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
        {
            for (var i = 0; i < Events; i++)
            {
                // Some batches are large and some small.
                if (i % 300 == 0)
                {
                    await Task.Yield();
                }

                Assert.True(await sender.SendAsync(make(i), token));
            }

            sender.EndStream();
        }));
    }
}
