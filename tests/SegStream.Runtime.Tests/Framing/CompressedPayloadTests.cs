using System.Text;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

public sealed class CompressedPayloadTests
{
    private static readonly FrameFormat Compressed = Formats.Sse() with { Envelope = StreamEnvelope.TypeData, CompressPayloadsOver = 200 };

    private static readonly string Repetitive = string.Concat(Enumerable.Repeat("the same again, ", 100));

    [Fact]
    public void A_message_over_the_limit_is_sent_compressed_and_is_the_same_inside()
    {
        var packed = Formats.Text(Compressed, new Reading(Repetitive, 1));
        Assert.StartsWith("data: {\"compressed\":true,\"data\":\"H4sI", packed, StringComparison.Ordinal);
        Assert.EndsWith("\"}\n\n", packed, StringComparison.Ordinal);
        var plain = Formats.Frame(Compressed with { CompressPayloadsOver = 0 }, new Reading(Repetitive, 1));
        Assert.True(packed.Length < plain.Length / 4);
        Assert.Equal(Assert.Single(EnvelopeReader.Messages(plain)).GetRawText(), Assert.Single(EnvelopeReader.Messages(Encoding.UTF8.GetBytes(packed))).GetRawText());
    }

    [Fact]
    public void A_message_up_to_the_limit_is_sent_as_it_is()
    {
        // {"type":"message","data":"…"} is 28 characters around the text.
        Assert.StartsWith("data: {\"type\"", Formats.Text(Compressed, new string('x', 172)), StringComparison.Ordinal);
        Assert.StartsWith("data: {\"compressed\"", Formats.Text(Compressed, new string('x', 173)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_would_not_get_shorter_is_sent_as_it_is()
    {
        var random = new Random(7);
        var noise = new string([.. Enumerable.Range(0, 2000).Select(_ => (char)random.Next('a', 'z' + 1)).SelectMany(letter => new[] { letter, (char)random.Next('0', 'Z') }).Where(char.IsAsciiLetterOrDigit)]);
        Assert.StartsWith("data: {\"type\"", Formats.Text(Compressed, noise), StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_is_compressed_as_a_whole_and_keeps_its_id()
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<UnifiedEvent>(Compressed with { BatchCount = 50 }).CreateBatch()!;
        for (var i = 0; i < 40; i++)
        {
            batch.Add(buffer, new UnifiedEvent { Kind = UnifiedEventKind.SseJson, Value = new Tick(i), Id = $"{i}" });
        }

        batch.Close(buffer);
        var read = SseReader.Read(buffer.WrittenSpan);
        Assert.StartsWith("{\"compressed\":true", Assert.Single(read.Events).Data, StringComparison.Ordinal);
        Assert.Equal("39", read.LastEventId);
        Assert.Equal(Enumerable.Range(0, 40), EnvelopeReader.Messages(buffer.WrittenSpan).Select(each => each.GetProperty("data").GetProperty("number").GetInt32()));
    }

    [Fact]
    public void Failures_and_gaps_are_never_compressed()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Tick>(Compressed);
        formatter.TryWriteFailure(buffer, new StreamFailure("code", Repetitive), 0);
        Assert.StartsWith("data: {\"type\":\"error\"", Formats.Strict(buffer.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_reads_what_was_batched_and_compressed()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<Reading>(Compressed with { BatchCount = 4 });
        var batch = formatter.CreateBatch()!;
        Reading[] values = [.. Enumerable.Range(0, 30).Select(i => new Reading(i % 7 == 0 ? Repetitive + i : $"✓ {i}", i))];
        foreach (var value in values)
        {
            batch.Add(buffer, value);
            if (batch.IsFull)
            {
                batch.Close(buffer);
            }
        }

        batch.Close(buffer);
        var bytes = buffer.WrittenSpan.ToArray();
        var messages = await NpmParser.UnpackAsync(bytes.Chunk(777));
        Assert.Equal(values.Select(value => value.Sensor), messages.Select(each => System.Text.Json.JsonDocument.Parse(each).RootElement.GetProperty("data").GetProperty("sensor").GetString()));
        Assert.Equal(values.Select(value => value.Sensor), EnvelopeReader.Messages(bytes).Select(each => each.GetProperty("data").GetProperty("sensor").GetString()));
    }
}
