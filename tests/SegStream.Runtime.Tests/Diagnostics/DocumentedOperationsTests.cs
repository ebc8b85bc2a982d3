using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SegStream.Diagnostics;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>docs/operations.md names what there is, no more and no less.</summary>
public sealed partial class DocumentedOperationsTests
{
    [Fact]
    public void Every_instrument_is_documented_with_its_kind_and_unit()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        using var metrics = new StreamMetrics(null);
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == SegStreamDiagnostics.MeterName)
            {
                lock (instruments)
                {
                    instruments.Add(instrument);
                }
            }
        };
        listener.Start();
        Assert.All(instruments, instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
        Assert.Equal(
            instruments.Select(instrument => $"{instrument.Name} | {Kind(instrument)} | {instrument.Unit}").Distinct().Order(StringComparer.Ordinal),
            Rows("Metrics").Select(row => $"{row[0]} | {row[1]} | {row[2]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_log_message_is_documented_with_its_id_and_level()
    {
        var messages = typeof(StreamLog).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(entry => entry.Message is not null)
            .ToArray();
        Assert.Equal(messages.Length, messages.Select(entry => entry.Message!.EventId).Distinct().Count());
        Assert.Equal(
            messages.OrderBy(entry => entry.Message!.EventId).Select(entry => $"{entry.Message!.EventId} | {entry.Name} | {entry.Message.Level}"),
            Rows("Log").Select(row => $"{row[0]} | {row[1]} | {row[2]}"));
    }

    [Fact]
    public void Every_reason_of_an_end_is_documented_with_its_value()
    {
        Assert.Equal(
            Enum.GetValues<CompletionReason>().Select(MetricTags.Of).Order(StringComparer.Ordinal),
            Reasons().Matches(Section("Metrics")).Single(match => match.Groups["tag"].Value == MetricTags.CompletionReason).Groups["value"].Captures.Select(capture => capture.Value).Order(StringComparer.Ordinal));
    }

    private static string Kind(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name[..name.IndexOf('`', StringComparison.Ordinal)].Replace("Observable", "", StringComparison.Ordinal);
    }

    /// <summary>The cells of the first table of a section, without its head and without the marks of code.</summary>
    private static IEnumerable<string[]> Rows(string section) =>
        Section(section).Split('\n')
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries).Select(cell => cell.Trim('`')).ToArray());

    private static string Section(string title)
    {
        var document = File.ReadAllText(Path.Combine(Root(), "docs", "operations.md"));
        var from = document.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"docs/operations.md has no section '{title}'.");
        var to = document.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return to < 0 ? document[from..] : document[from..to];
    }

    [GeneratedRegex(@"`(?<tag>[a-z.]+)` \(`(?<value>\w+)`(?:, `(?<value>\w+)`)*\)")]
    private static partial Regex Reasons();

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
