using System.Net.ServerSentEvents;
using System.Text.Json;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Requests;

[Collection(BrowserGroup.Name)]
public sealed class DisconnectTests(ShowcaseServer server)
{
    [Fact]
    public async Task A_client_that_goes_away_leaves_the_room_for_the_others()
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var staying = await client.GetAsync("rooms/disconnect?member=Ada", HttpCompletionOption.ResponseHeadersRead);
        var events = SseParser.Create(await staying.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        Assert.Equal("welcome", (await NextAsync(events)).Name);

        using (await client.GetAsync("rooms/disconnect?member=Grace", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal("joined", (await NextAsync(events)).Name);
        }

        var (name, data) = await NextAsync(events);
        Assert.Equal("left", name);
        Assert.Equal("Grace", data.GetProperty("member").GetString());
        Assert.Equal(["Ada"], data.GetProperty("members").EnumerateArray().Select(member => member.GetString()));
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_the_search_for_primes()
    {
        // Ten thousand primes of this size are minutes of work; the log tells when the request is over.
        using var client = new HttpClient { BaseAddress = server.Address };
        using var log = await client.GetAsync("formats/log", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await log.Content.ReadAsStreamAsync());
        using (var primes = await client.GetAsync("formats/primes?count=10000&from=999999999000000&stops", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.True(primes.IsSuccessStatusCode);
        }

        string? line;
        do
        {
            line = await lines.ReadLineAsync();
        }
        while (line is not null && !(line.Contains("Request finished", StringComparison.Ordinal) && line.Contains("&stops", StringComparison.Ordinal)));

        Assert.NotNull(line);
    }

    private static async Task<(string Name, JsonElement Data)> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync());
        return (events.Current.EventType, JsonDocument.Parse(events.Current.Data).RootElement);
    }
}
