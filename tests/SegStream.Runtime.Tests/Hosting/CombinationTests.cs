using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Tests.Framing;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Every pair of settings that decide about the wire occurs in a stream whose events are read back one by one, or is refused by name.</summary>
public sealed class CombinationTests
{
    private const int Events = 400;

    private static readonly object[][] Parameters =
    [
        [StreamMode.Sse, StreamMode.Json, StreamMode.Text, StreamMode.Chunked, StreamMode.Binary],
        [StreamEnvelope.None, StreamEnvelope.TypeData],
        [1, 7, 5000],
        [0.0, 5.0],
        [0.0, 20.0],
        [StreamCompression.Off, StreamCompression.Gzip, StreamCompression.Brotli],
        [0, 200],
        Enum.GetValues<OverflowPolicy>().Cast<object>().ToArray(),
    ];

    [Fact]
    public async Task All_pairs_are_served_or_refused_by_name()
    {
        var served = 0;
        var definitions = Pairs().Select(Definition).ToList();
        var good = definitions.Where(definition => Fault(definition) is null).ToList();
        foreach (var definition in definitions.Except(good))
        {
            var fault = Fault(definition)!;
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(mapper => mapper.CreateUnifiedEndpoint(definition)));
            Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        }

        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            foreach (var definition in good)
            {
                var endpoint = mapper.CreateUnifiedEndpoint(definition);
                mapper.Map(definition, http => endpoint.PushAsync(http, (sender, token) => ProduceAsync(sender, definition, token)));
            }
        });
        foreach (var definition in good)
        {
            await ReadBackAsync(app, definition);
            served++;
        }

        Assert.InRange(served, 20, definitions.Count - 5);
    }

    private static async Task ProduceAsync(StreamSender sender, StreamEndpointDefinition definition, CancellationToken token)
    {
        for (var i = 0; i < Events; i++)
        {
            // With a policy that drops, no more than fit at once: what has to arrive is then known.
            _ = definition.Mode switch
            {
                StreamMode.Sse => await sender.SendSseJsonAsync(Text(i), "tick" + i, $"{i}", token),
                StreamMode.Json => await sender.SendJsonChunkAsync(Text(i), token),
                StreamMode.Binary => await sender.SendBytesAsync(Encoding.UTF8.GetBytes(Text(i) + "\n"), token),
                StreamMode.Chunked => await sender.SendTextChunkAsync(Text(i) + "\n", token),
                _ => await sender.SendTextChunkAsync(Text(i), token),
            };
            if (i % 50 == 0)
            {
                await Task.Yield();
            }
        }

        sender.EndStream();
    }

    private static async Task ReadBackAsync(StreamingApp app, StreamEndpointDefinition definition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, definition.Route);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var coding = response.Content.Headers.ContentEncoding.SingleOrDefault();
        Assert.Equal(definition.Mode == StreamMode.Binary ? null : definition.Compression switch { StreamCompression.Gzip => "gzip", StreamCompression.Brotli => "br", _ => null }, coding);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = coding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        Assert.Equal(Enumerable.Range(0, Events).Select(Text), Read(definition, bytes.ToArray()));
    }

    private static IEnumerable<string> Read(StreamEndpointDefinition definition, byte[] bytes)
    {
        if (definition.Mode != StreamMode.Sse)
        {
            var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return definition.Mode == StreamMode.Json ? lines.Select(line => JsonDocument.Parse(line).RootElement.GetString()!) : lines;
        }

        Assert.Equal($"{Events - 1}", SseReader.Read(bytes).LastEventId);
        if (definition.Envelope == StreamEnvelope.None)
        {
            return SseReader.Read(bytes).Events.Select(each => JsonDocument.Parse(each.Data).RootElement.GetString()!);
        }

        var messages = EnvelopeReader.Messages(bytes);
        Assert.Equal(Enumerable.Range(0, Events).Select(i => "tick" + i), messages.Select(message => message.GetProperty("type").GetString()));
        return messages.Select(message => message.GetProperty("data").GetString()!);
    }

    private static string Text(int number) => number % 9 == 0 ? $"{number} {new string('x', 600)}" : $"{number} ✓";

    /// <summary>The name of a setting that does not fit the others.</summary>
    private static string? Fault(StreamEndpointDefinition definition)
    {
        if (definition.Mode != StreamMode.Sse)
        {
            return definition.Envelope != StreamEnvelope.None ? "Envelope"
                : definition.BatchCount != 1 ? "BatchCount"
                : definition.BatchDelayMilliseconds != 0 ? "BatchDelayMilliseconds"
                : definition.CompressPayloadsOver != 0 ? "CompressPayloadsOver"
                : definition.Overflow == OverflowPolicy.Coalesce && definition.Mode != StreamMode.Json ? "Overflow"
                : null;
        }

        return definition.Envelope == StreamEnvelope.None && definition.BatchCount > 1 ? "BatchCount"
            : definition.BatchDelayMilliseconds > 0 && definition.BatchCount == 1 ? "BatchDelay"
            : definition.Envelope == StreamEnvelope.None && definition.CompressPayloadsOver > 0 ? "CompressPayloadsOver"
            : null;
    }

    private static StreamEndpointDefinition Definition(object[] values, int number) => new()
    {
        DisplayName = $"T{number}",
        Route = $"/t{number}",
        Mode = (StreamMode)values[0],
        Formats = JsonStreamFormats.NdJson,
        Envelope = (StreamEnvelope)values[1],
        BatchCount = (int)values[2],
        BatchDelayMilliseconds = (double)values[3],
        FlushIntervalMilliseconds = (double)values[4],
        Compression = (StreamCompression)values[5],
        CompressPayloadsOver = (int)values[6],
        Overflow = (OverflowPolicy)values[7],

        // Large enough that no policy has anything to drop; what they drop is tested where they are.
        Capacity = 2 * Events,
    };

    /// <summary>
    /// Combinations in which each pair of values occurs: twice, once in those that are good if possible. Built greedily: among some random candidates the one with the most new pairs.
    /// </summary>
    private static List<object[]> Pairs()
    {
        var random = new Random(17);
        var wanted = new HashSet<(int, int, int, int)>();
        for (var a = 0; a < Parameters.Length; a++)
        {
            for (var b = a + 1; b < Parameters.Length; b++)
            {
                for (var i = 0; i < Parameters[a].Length; i++)
                {
                    for (var j = 0; j < Parameters[b].Length; j++)
                    {
                        wanted.Add((a, i, b, j));
                    }
                }
            }
        }

        var rows = new List<object[]>();
        foreach (var onlyGood in new[] { true, false })
        {
            for (var idle = 0; wanted.Count > 0 && idle < 200;)
            {
                var best = Enumerable.Range(0, 60).Select(_ => Parameters.Select(values => random.Next(values.Length)).ToArray())
                    .Where(row => !onlyGood || Fault(Definition(Values(row), 0)) is null)
                    .MaxBy(row => Covered(row).Count(wanted.Contains));
                if (best is null || Covered(best).Count(wanted.Contains) == 0)
                {
                    idle++;
                    continue;
                }

                wanted.ExceptWith(Covered(best));
                rows.Add(Values(best));
            }
        }

        Assert.Empty(wanted);
        return rows;
    }

    private static object[] Values(int[] row) => [.. row.Select((value, parameter) => Parameters[parameter][value])];

    private static IEnumerable<(int, int, int, int)> Covered(int[] row)
    {
        for (var a = 0; a < row.Length; a++)
        {
            for (var b = a + 1; b < row.Length; b++)
            {
                yield return (a, row[a], b, row[b]);
            }
        }
    }
}
