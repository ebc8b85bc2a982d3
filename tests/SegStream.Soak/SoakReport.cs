using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Soak;

/// <summary>The result of a run.</summary>
internal sealed partial class SoakReport
{
    private const int MaxFindings = 200;

    private int _findings;

    public required int Seed { get; init; }

    public required int Clients { get; init; }

    public required string Again { get; init; }

    public List<RoundResult> Rounds { get; init; } = [];

    /// <summary>What is wrong, up to a number that can be read.</summary>
    public List<string> Findings { get; init; } = [];

    /// <summary>Streams that were called slow while the machine stood still.</summary>
    public int Excused { get; set; }

    public double LongestHiccupSeconds { get; set; }

    /// <summary>All that is wrong.</summary>
    public int NumberOfFindings => _findings;

    public void Find(string finding)
    {
        lock (Findings)
        {
            _findings++;
            if (Findings.Count < MaxFindings)
            {
                Findings.Add(finding);
            }
        }
    }

    public async Task WriteJsonAsync(string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, this, ReportJson.Default.SoakReport);
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
    [JsonSerializable(typeof(SoakReport))]
    private sealed partial class ReportJson : JsonSerializerContext;
}
