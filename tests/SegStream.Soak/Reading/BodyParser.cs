using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SegStream.Soak.Endpoints;
using SegStream.Soak.Plans;

namespace SegStream.Soak.Reading;

/// <summary>Reads the events of a body, strictly. A body that was cut may end in the middle of a frame; anything else that does not belong there is a finding.</summary>
internal static class BodyParser
{
    public static Received Parse(EndpointFacts endpoint, string? contentType, ReadOnlySpan<byte> body, bool whole)
    {
        var received = new Received();
        try
        {
            switch (endpoint.Mode)
            {
                case StreamMode.Sse:
                    ReadSse(received, body, whole);
                    break;
                case StreamMode.Json:
                    ReadJson(received, contentType, body, whole);
                    break;
                case StreamMode.Text or StreamMode.Chunked:
                    Split(body, "\n"u8, whole, received, static (received, line) => Add(received, Encoding.UTF8.GetString(line)));
                    break;
                default:
                    ReadRecords(received, body, endpoint.LengthPrefixed, whole);
                    break;
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            received.Malformed = $"{exception.Message} after {received.Events.Count} events";
        }

        return received;
    }

    private static void ReadSse(Received received, ReadOnlySpan<byte> body, bool whole) =>
        Split(body, "\n\n"u8, whole, received, static (received, block) =>
        {
            string? name = null;
            string? data = null;
            foreach (var line in Encoding.UTF8.GetString(block).Split('\n'))
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    name = line[7..];
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    data = line[6..];
                }
                else if (!line.StartsWith(':') && !line.StartsWith("retry: ", StringComparison.Ordinal))
                {
                    throw new FormatException($"No line of an event stream: '{line}'");
                }
            }

            if (data is null)
            {
                return;
            }

            using var json = JsonDocument.Parse(data);
            AddEnveloped(received, json.RootElement, name);
        });

    private static void ReadJson(Received received, string? contentType, ReadOnlySpan<byte> body, bool whole)
    {
        if (contentType is "application/json")
        {
            JsonArrays.Read(received, body, whole, AddJson);
            return;
        }

        var sequence = contentType is "application/json-seq";
        Split(body, "\n"u8, whole, received, (received, line) =>
        {
            if (sequence && (line.IsEmpty || line[0] != 0x1E))
            {
                throw new FormatException("A record of a JSON text sequence begins with RS.");
            }

            line = sequence ? line[1..] : line;
            if (!line.IsEmpty)
            {
                using var json = JsonDocument.Parse(Encoding.UTF8.GetString(line));
                AddJson(received, json.RootElement, null);
            }
        });
    }

    private static void ReadRecords(Received received, ReadOnlySpan<byte> body, bool lengthPrefixed, bool whole)
    {
        var prefix = lengthPrefixed ? sizeof(uint) : 0;
        while (body.Length >= prefix + sizeof(int))
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body[prefix..]);
            if (length < Payloads.HeaderLength || (lengthPrefixed && BinaryPrimitives.ReadInt32BigEndian(body) != length))
            {
                throw new FormatException($"No record of length {length}.");
            }

            if (body.Length < prefix + length)
            {
                break;
            }

            var record = body.Slice(prefix, length);
            received.Events.Add((BinaryPrimitives.ReadInt32BigEndian(record[4..]), BinaryPrimitives.ReadInt64BigEndian(record[8..])));
            body = body[(prefix + length)..];
        }

        ThrowIfLeft(body, whole);
    }

    /// <summary>Takes a batch apart, and an envelope off its event.</summary>
    private static void AddEnveloped(Received received, JsonElement json, string? name)
    {
        switch (json.TryGetProperty("type", out var type) ? type.GetString() : null)
        {
            case "batch":
                var messages = json.GetProperty("messages");
                if (messages.GetArrayLength() != json.GetProperty("count").GetInt32() || messages.GetArrayLength() < 2)
                {
                    throw new FormatException("A batch does not have as many messages as it says, or only one.");
                }

                foreach (var message in messages.EnumerateArray())
                {
                    AddEnveloped(received, message, name);
                }

                break;
            case "message":
                AddJson(received, json.GetProperty("data"), name);
                break;
            default:
                AddJson(received, json, name);
                break;
        }
    }

    private static void AddJson(Received received, JsonElement json, string? name)
    {
        if (name is "gap" || (json.TryGetProperty("type", out var type) && type.GetString() == "gap"))
        {
            received.Dropped += json.GetProperty("dropped").GetInt64();
        }
        else if (name is "error" || (type.ValueKind == JsonValueKind.String && type.GetString() == "error"))
        {
            received.Failure = true;
        }
        else
        {
            received.Events.Add((json.GetProperty("source").GetInt32(), json.GetProperty("number").GetInt64()));
        }
    }

    private static void Add(Received received, string line)
    {
        var words = line.Split(' ');
        received.Events.Add((int.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture)));
    }

    private static void Split(ReadOnlySpan<byte> body, ReadOnlySpan<byte> separator, bool whole, Received received, Action<Received, ReadOnlySpan<byte>> read)
    {
        while (body.IndexOf(separator) is >= 0 and var end)
        {
            read(received, body[..end]);
            body = body[(end + separator.Length)..];
        }

        ThrowIfLeft(body, whole);
    }

    private static void ThrowIfLeft(ReadOnlySpan<byte> left, bool whole)
    {
        if (whole && !left.IsEmpty)
        {
            throw new FormatException($"{left.Length} bytes are left at the end");
        }
    }
}
