using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace SegStream.Tests.Framing;

/// <summary>What a client that reads only <c>data</c> makes of a stream: the messages, unpacked and taken out of their batches.</summary>
internal static class EnvelopeReader
{
    public static List<JsonElement> Messages(ReadOnlySpan<byte> stream)
    {
        var messages = new List<JsonElement>();
        var read = SseReader.Read(stream);
        Assert.True(read.IsBetweenBlocks);
        foreach (var each in read.Events)
        {
            Assert.Equal("message", each.Type);
            Take(JsonDocument.Parse(each.Data).RootElement, messages);
        }

        return messages;
    }

    private static void Take(JsonElement message, List<JsonElement> messages)
    {
        if (message.TryGetProperty("compressed", out var compressed))
        {
            Assert.True(compressed.GetBoolean());
            using var gzip = new GZipStream(new MemoryStream(message.GetProperty("data").GetBytesFromBase64()), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip, Encoding.UTF8);
            Take(JsonDocument.Parse(reader.ReadToEnd()).RootElement, messages);
        }
        else if (message.GetProperty("type").GetString() == "batch")
        {
            var batch = message.GetProperty("messages").EnumerateArray().ToList();
            Assert.InRange(batch.Count, 2, int.MaxValue);
            Assert.Equal(batch.Count, message.GetProperty("count").GetInt32());
            batch.ForEach(each => Take(each, messages));
        }
        else
        {
            messages.Add(message);
        }
    }
}
