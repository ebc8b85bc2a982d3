using System.Net;
using SegStream.Hosting;
using SegStream.Queues;

namespace SegStream.Runtime.Tests.Lifetime;

public sealed class StreamCountsTests
{
    private static readonly StreamClient Greedy = new(1, null);

    [Fact]
    public void As_many_threads_as_there_are_places_are_never_refused_whatever_a_client_over_its_limit_does()
    {
        const int Places = 4;
        var counts = new StreamCounts(Places, maxStreamsPerClient: 1);
        Assert.Equal(AdmissionResult.Admitted, counts.TryEnter(Greedy));
        var rounds = Watchdog.Scaled(100_000, 5_000_000);
        using var done = new CountdownEvent(Places - 1);
        Action<CancellationToken>[] bodies =
        [
            stop =>
            {
                while (!done.IsSet && !stop.IsCancellationRequested)
                {
                    Assert.NotEqual(AdmissionResult.Admitted, counts.TryEnter(Greedy));
                }
            },
            .. Enumerable.Range(2, Places - 1).Select<int, Action<CancellationToken>>(number => _ =>
            {
                var own = new StreamClient((UInt128)number, null);
                for (var i = 0; i < rounds; i++)
                {
                    Assert.Equal(AdmissionResult.Admitted, counts.TryEnter(own));
                    counts.Leave(own);
                }

                done.Signal();
            }),
        ];

        Watchdog.Run("places", bodies);

        Assert.Equal((1, 1), (counts.Total, counts.Clients));
        counts.Leave(Greedy);
        Assert.Equal((0, 0), (counts.Total, counts.Clients));
    }

    [Fact]
    public void No_limit_is_ever_exceeded_and_nothing_is_left()
    {
        const int Total = 5;
        const int PerClient = 2;
        var counts = new StreamCounts(Total, PerClient);
        var seed = Random.Shared.Next();
        var open = 0;
        var perClient = new int[3];
        Watchdog.Run($"seed {seed}", [.. Enumerable.Range(0, 8).Select<int, Action<CancellationToken>>(thread => _ =>
        {
            var random = new Random(seed + thread);
            for (var i = 0; i < Watchdog.Scaled(50_000, 2_000_000); i++)
            {
                var number = random.Next(perClient.Length + 1);
                StreamClient? client = number == perClient.Length ? null : new StreamClient((UInt128)number, null);
                if (counts.TryEnter(client) != AdmissionResult.Admitted)
                {
                    continue;
                }

                Assert.InRange(Interlocked.Increment(ref open), 1, Total);
                if (client is not null)
                {
                    Assert.InRange(Interlocked.Increment(ref perClient[number]), 1, PerClient);
                    Interlocked.Decrement(ref perClient[number]);
                }

                Interlocked.Decrement(ref open);
                counts.Leave(client);
            }
        })]);

        Assert.Equal((0, 0), (counts.Total, counts.Clients));
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("0.0.0.1", "::1", false)]
    [InlineData("fe80::1%1", "fe80::2%2", true)]
    public void A_client_is_an_IPv4_address_or_an_IPv6_network(string one, string other, bool same) =>
        Assert.Equal(same, StreamClient.Of(IPAddress.Parse(one)) == StreamClient.Of(IPAddress.Parse(other)));

    [Fact]
    public void Counting_by_address_allocates_nothing()
    {
        var counts = new StreamCounts(100, 100);
        var address = IPAddress.Parse("2001:db8::1");
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Count();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Count()
        {
            StreamClient? client = StreamClient.Of(address);
            counts.TryEnter(client);
            counts.Leave(client);
        }
    }
}
