using System.Text.Json;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Pages;

[Collection(BrowserGroup.Name)]
public sealed class FormatsPageTests(Chromium chromium, ShowcaseServer server)
{
    [Fact]
    public async Task NDJSON_shows_one_value_per_line()
    {
        var body = await RunAsync("ndjson", "application/x-ndjson");
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(40, lines.Length);
        Assert.Equal(Enumerable.Range(1, 40), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task A_JSON_sequence_shows_its_record_separators()
    {
        var body = await RunAsync("json-seq", "application/json-seq");

        Assert.Equal(40, body.Split('␞').Length - 1);
    }

    [Fact]
    public async Task A_JSON_array_is_valid_when_it_is_complete()
    {
        var body = await RunAsync("json-array", "application/json");

        Assert.Equal(40, JsonDocument.Parse(body).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Chunks_draw_a_picture()
    {
        var body = await RunAsync("chunked", "text/plain");
        var rows = body.TrimEnd('\n').Split('\n');

        Assert.All(rows, row => Assert.Equal(72, row.Length));
        Assert.Contains('@', body);
    }

    [Fact]
    public async Task Text_lines_follow_the_log_until_they_are_stopped()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#format-text").ClickAsync();
        await window.Find("#formats-start").ClickAsync();
        await window.Expect("#formats-output").ToContainTextAsync("GET");

        await window.Page.EvaluateAsync("fetch('chat/model?a-line-for-the-log')");
        await window.Expect("#formats-output").ToContainTextAsync("a-line-for-the-log");
        await window.KeepPictureAsync("formats-text");
        await window.Find("#formats-stop").ClickAsync();
        await window.Expect("#formats-status").ToHaveTextAsync("stopped");
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task The_sound_arrives_as_bytes_and_plays()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#format-binary").ClickAsync();
        await window.Find("#formats-start").ClickAsync();
        await window.Expect("#formats-status").ToHaveTextAsync("complete");
        await window.Expect("#formats-output").ToContainTextAsync("RIFF");
        await window.Expect("#formats-output").ToContainTextAsync("content-type: audio/wav");

        await window.Expect("#formats-audio").ToHaveJSPropertyAsync("readyState", 4);
        var seconds = await window.Page.EvaluateAsync<double>("document.getElementById('formats-audio').duration");
        Assert.InRange(seconds, 5, 30);
        await window.Find("#formats-panel").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync("formats-binary");

        // Straight from the endpoint it plays too, before its end is known.
        var playsOnTheFly = await window.Page.EvaluateAsync<bool>(
            """
            () => new Promise((resolve, reject) => {
              const audio = new Audio('formats/melody.wav');
              audio.addEventListener('error', () => reject(new Error(audio.error.message)));
              audio.addEventListener('canplay', () => resolve(true));
              audio.load();
            })
            """);
        Assert.True(playsOnTheFly);
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task Every_format_has_a_command_to_copy()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        foreach (var tab in await window.Find("#formats-tabs button").AllAsync())
        {
            await tab.ClickAsync();
            await window.Expect("#formats-curl").ToContainTextAsync($"'{server.Address}formats/");
        }

        window.AssertNoComplaints();
    }

    private async Task<string> RunAsync(string format, string contentType)
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find($"#format-{format}").ClickAsync();
        await window.Find("#formats-start").ClickAsync();
        await window.Expect("#formats-status").ToHaveTextAsync("complete");
        await window.Expect("#formats-output").ToContainTextAsync($"content-type: {contentType}");
        await window.Find("#formats-panel").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"formats-{format}");
        window.AssertNoComplaints();

        var output = (await window.Find("#formats-output").TextContentAsync())!;
        return output[(output.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
    }
}
