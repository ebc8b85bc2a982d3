using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using SegStream.Framing;

namespace SegStream.Benchmarks.Formatters;

/// <summary>One way of writing the frames of one event.</summary>
/// <param name="name">The name.</param>
/// <param name="writeEvents">Writes a number of frames into a buffer and forgets them.</param>
internal sealed class FormatterContender(string name, Action<int> writeEvents)
{
    // About what a pump writes before it flushes.
    private const int BatchBytes = 32 * 1024;

    private readonly List<double> _rounds = [];

    public string Name => name;

    /// <summary>Nanoseconds per event, for each round.</summary>
    public IReadOnlyList<double> Rounds => _rounds;

    public static FormatterContender Of<T>(string name, T value, Func<Type, JsonTypeInfo> json, bool generated)
    {
        var formatter = FrameFormatters.Create<T>(new FrameFormat { Mode = StreamMode.Sse, Json = json, GeneratedWriters = generated });
        var buffer = new FrameBuffer();
        return new FormatterContender(name, events =>
        {
            for (var index = 0; index < events; index++)
            {
                formatter.WriteEvent(buffer, value, index);
                if (buffer.Length > BatchBytes)
                {
                    buffer.Reset();
                }
            }
        });
    }

    /// <summary>Runs for about a time and does not count it.</summary>
    public void WarmUp(TimeSpan time, int events)
    {
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time;)
        {
            writeEvents(events);
        }
    }

    /// <summary>Runs once.</summary>
    public void Measure(int events)
    {
        var begin = Stopwatch.GetTimestamp();
        writeEvents(events);
        _rounds.Add(Stopwatch.GetElapsedTime(begin).TotalNanoseconds / events);
    }
}
