using System.Text.Json;
using Microsoft.Playwright;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.EventSourceTests;

[Collection(BrowserGroup.Name)]
public sealed class EventSourceTests(Chromium chromium)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    // Resolves with everything received once the last event is there. Data goes through JSON, so that nothing on the way changes it.
    private const string ReadAll =
        """
        ([url, names, last]) => new Promise((resolve, reject) => {
          const received = [];
          const source = new EventSource(url);
          const note = e => received.push({ type: e.type, data: e.data, lastEventId: e.lastEventId });
          ['message', ...names].forEach(name => source.addEventListener(name, note));
          source.addEventListener(last, () => { source.close(); resolve(JSON.stringify(received)); });
          source.addEventListener('error', () => { source.close(); reject(new Error('The connection failed after ' + received.length + ' events.')); });
        })
        """;

    // Resolves when the browser has given up, with the number of times that a connection was open and the ids of the events.
    private const string ReadUntilClosed =
        """
        url => new Promise(resolve => {
          const story = { opened: 0, ids: [] };
          const source = new EventSource(url);
          source.addEventListener('open', () => story.opened++);
          source.addEventListener('part', e => story.ids.push(e.lastEventId));
          source.addEventListener('error', () => source.readyState === EventSource.CLOSED && resolve(JSON.stringify(story)));
        })
        """;

    [Theory]
    [InlineData("/vectors")]
    [InlineData("/vectors-with-heartbeats")]
    public async Task A_browser_reads_back_exactly_what_was_sent(string route)
    {
        await using var server = await VectorServer.StartAsync();
        await using var context = await chromium.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address);
        var names = Vectors.All.Select(vector => vector.Name).OfType<string>().Distinct().ToArray();
        var json = await page.EvaluateAsync<string>(ReadAll, new object[] { route, names, VectorEndpoints.LastName });

        var received = JsonSerializer.Deserialize<Received[]>(json, Web)!;
        Assert.Equal(Expected().Count, received.Length);
        foreach (var (wanted, got) in Expected().Zip(received))
        {
            Assert.Equal(wanted, got);
        }
    }

    [Fact]
    public async Task An_idle_stream_is_kept_open_by_heartbeats_that_the_page_does_not_see()
    {
        await using var server = await VectorServer.StartAsync(options => options.Heartbeat = TimeSpan.FromMilliseconds(50));
        await using var context = await chromium.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address);

        // fetch shows the comments, EventSource does not.
        var raw = await page.EvaluateAsync<string>(
            """
            async () => {
              const reader = (await fetch('/silence')).body.pipeThrough(new TextDecoderStream()).getReader();
              let text = '';
              while (text.split('\n').filter(line => line.startsWith(':')).length < 3) text += (await reader.read()).value;
              await reader.cancel();
              return text;
            }
            """);
        Assert.All(raw.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), block => Assert.StartsWith(":", block, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_clean_end_the_browser_comes_back_with_the_last_id_until_it_is_told_204()
    {
        await using var server = await VectorServer.StartAsync();
        await using var context = await chromium.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address);
        var story = JsonDocument.Parse(await page.EvaluateAsync<string>(ReadUntilClosed, "/clean-end")).RootElement;

        Assert.Equal(2, story.GetProperty("opened").GetInt32());
        Assert.Equal(["é1", "é2"], story.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!));
        Assert.Equal([null, "é1", "é2"], server.Log.Visits);
    }

    [Fact]
    public async Task After_a_restart_of_the_server_the_browser_comes_back_when_it_was_told_to()
    {
        await using var context = await chromium.OpenAsync();
        var page = await context.NewPageAsync();
        var first = await VectorServer.StartAsync();
        var address = first.Address;
        await using (first)
        {
            await page.GotoAsync(address);
            await page.EvaluateAsync(
                """
                () => {
                  globalThis.story = [];
                  globalThis.raw = fetch('/stays-open?raw').then(response => response.text());
                  const source = new EventSource('/stays-open');
                  source.addEventListener('message', e => story.push(e.data));
                  source.addEventListener('error', () => story.push(source.readyState === EventSource.CONNECTING ? 'lost' : 'given up'));
                }
                """);
            await page.WaitForFunctionAsync("() => story.length === 1");
        }

        await page.WaitForFunctionAsync("() => story.length === 2");
        Assert.Matches(@"^data: here\n\nretry: [1-5]\d{3}\n\n$", await page.EvaluateAsync<string>("raw"));

        await using var second = await VectorServer.StartAsync(address: address);
        await page.WaitForFunctionAsync("() => story.at(-1) === 'here' && story.length > 2", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        Assert.Equal(["here", "lost", "here"], (await page.EvaluateAsync<string[]>("story")).Where((word, at) => at < 2 || word != "lost"));
    }

    [Fact]
    public async Task A_refused_stream_is_not_tried_again()
    {
        await using var server = await VectorServer.StartAsync();
        await using var context = await chromium.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address);
        var story = JsonDocument.Parse(await page.EvaluateAsync<string>(ReadUntilClosed, "/refused")).RootElement;

        Assert.Equal(0, story.GetProperty("opened").GetInt32());
        Assert.Single(server.Log.Visits);
    }

    /// <summary>What the standard says that a page gets: line ends become LF, and the last id stays until there is a new one.</summary>
    private static List<Received> Expected()
    {
        var lastId = string.Empty;
        var expected = new List<Received>();
        foreach (var vector in Vectors.All)
        {
            lastId = vector.Id ?? lastId;
            expected.Add(new Received(vector.Name ?? "message", LineFeeds(vector.Data), lastId));
        }

        return expected;
    }

    // ReplaceLineEndings would also touch NEL, LS and PS, which are no line ends in an event stream.
    private static string LineFeeds(string data) =>
        data.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
