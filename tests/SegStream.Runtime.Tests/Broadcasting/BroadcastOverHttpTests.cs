using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Broadcasts over real connections.</summary>
public sealed class BroadcastOverHttpTests
{
    private const string Room = "room";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Clients_of_two_formats_that_come_while_events_are_broadcast_miss_none_from_then_on()
    {
        await using var app = await StreamingApp.StartAsync(use: static app =>
        {
            app.MapGet("/sse", static (IStreamRegistry registry, HttpContext http) => Join(registry, http, StreamResponse.Sse<string>()));
            app.MapGet("/json", static (IStreamRegistry registry, HttpContext http) => Join(registry, http, StreamResponse.Json<string>(JsonStreamFormats.NdJson)));
        });
        var registry = app.App.Services.GetRequiredService<IStreamRegistry>();
        var stop = false;
        var sent = 0;
        var broadcasting = Task.Run(async () =>
        {
            for (; !Volatile.Read(ref stop); sent++)
            {
                registry.Broadcast($"{sent}", Room);
                await Task.Delay(1);
            }
        });

        var reading = new List<Task<int[]>>();
        for (var client = 0; client < 8; client++)
        {
            var response = await app.OpenAsync(client % 2 == 0 ? "/sse" : "/json");
            reading.Add(ReadAsync(response));
        }

        Volatile.Write(ref stop, true);
        await broadcasting;
        Assert.Equal(8, registry.Broadcast($"{sent}", Room));
        Assert.Equal(8, registry.CloseGroup(Room));
        foreach (var numbers in await Task.WhenAll(reading).WaitAsync(Patience))
        {
            Assert.Equal(Enumerable.Range(numbers[0], sent - numbers[0] + 1), numbers);
        }
    }

    private static IResult Join(IStreamRegistry registry, HttpContext http, StreamResponse<string> response)
    {
        registry.Register(http.Connection.Id, response.Sender, new StreamMetadata(http) { Group = Room });
        return response;
    }

    private static async Task<int[]> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            return [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => int.Parse(line.Replace("data: ", "", StringComparison.Ordinal).Trim('"'), CultureInfo.InvariantCulture))];
        }
    }
}
