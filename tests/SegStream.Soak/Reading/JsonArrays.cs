using System.Text.Json;

namespace SegStream.Soak.Reading;

/// <summary>Reads the elements of a JSON array that may be cut short.</summary>
internal static class JsonArrays
{
    public static void Read(Received received, ReadOnlySpan<byte> body, bool whole, Action<Received, JsonElement, string?> add)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: whole, default);
        if (!reader.Read())
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("The body is no array.");
        }

        while (true)
        {
            var ahead = reader;
            if (!ahead.Read())
            {
                return;
            }

            if (ahead.TokenType == JsonTokenType.EndArray)
            {
                reader = ahead;
                break;
            }

            // A copy tells whether the element is all there.
            if (!ahead.TrySkip())
            {
                return;
            }

            reader.Read();
            using var element = JsonDocument.ParseValue(ref reader);
            add(received, element.RootElement, null);
        }

        if (reader.Read())
        {
            throw new FormatException("Something follows the array.");
        }
    }
}
