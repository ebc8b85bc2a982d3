using System.Text;

namespace Showcase.Import;

/// <summary>Reads the column names of a comma-separated file from its first bytes.</summary>
public static class CsvHeader
{
    private const int MaxColumns = 64;

    /// <summary>The column names, or nothing when the first line does not look like a header.</summary>
    /// <param name="firstBytes">The beginning of the file, UTF-8 with or without a byte order mark.</param>
    /// <returns>The names without their quotes.</returns>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.StartsWith(Encoding.UTF8.Preamble))
        {
            firstBytes = firstBytes[Encoding.UTF8.Preamble.Length..];
        }

        var end = firstBytes.IndexOfAny((byte)'\n', (byte)'\r');
        var line = Encoding.UTF8.GetString(end < 0 ? firstBytes : firstBytes[..end]);
        var columns = Split(line);
        return columns.Count is < 2 or > MaxColumns || columns.Any(string.IsNullOrWhiteSpace) ? [] : columns;
    }

    private static List<string> Split(string line)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var isDoubledQuote = quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"';
            if (isDoubledQuote)
            {
                column.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                columns.Add(column.ToString());
                column.Clear();
            }
            else
            {
                column.Append(line[i]);
            }
        }

        columns.Add(column.ToString());
        return columns;
    }
}
