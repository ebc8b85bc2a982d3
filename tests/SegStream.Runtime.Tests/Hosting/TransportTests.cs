using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class TransportTests
{
    private static readonly StreamEndpointDefinition Numbers = new() { DisplayName = "T", Route = "/numbers", Mode = StreamMode.Json };

    [Fact]
    public async Task Streams_from_many_threads_are_whole_over_the_transport_that_goes_on_inline()
    {
        const int threads = 4;
        const int each = 2_000;
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var endpoint = mapper.CreateEndpoint<int>(Numbers);
                mapper.Map(Numbers, http => endpoint.PushAsync(http, async (sender, token) =>
                {
                    await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(
                        async () =>
                        {
                            for (var i = 0; i < each; i++)
                            {
                                // Now and then the stream falls asleep, so that its senders find it so.
                                if (i % 16 == 0)
                                {
                                    await Task.Yield();
                                }

                                Assert.True(await sender.SendAsync((thread * each) + i, token));
                            }
                        },
                        token)));
                    sender.EndStream();
                }));
            },
            build: builder => builder.WebHost.UseSegStreamTransport());
        Assert.True(app.App.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value.UnsafePreferInlineScheduling);

        var bodies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Client.GetStringAsync("/numbers")));

        foreach (var body in bodies)
        {
            var numbers = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
            Assert.Equal(Enumerable.Range(0, threads * each), numbers.Order());
            Assert.All(Enumerable.Range(0, threads), thread => Assert.True(numbers.Where(number => number / each == thread).SequenceEqual(Enumerable.Range(thread * each, each))));
        }
    }
}
