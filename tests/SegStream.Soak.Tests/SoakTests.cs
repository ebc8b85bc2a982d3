using SegStream.Soak.Plans;
using SegStream.Soak.Serving;
using SegStream.Soak.Stopping;
using Xunit.Abstractions;

namespace SegStream.Soak.Tests;

/// <summary>The soak itself, for a short while, so that it cannot rot.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_short_soak_finds_nothing()
    {
        var options = new SoakOptions { Duration = TimeSpan.FromSeconds(8), Round = TimeSpan.FromSeconds(4), Clients = 32 };
        using var text = new StringWriter();

        var report = await SoakRun.RunAsync(options, text);

        output.WriteLine(text.ToString());
        Assert.True(report.NumberOfFindings == 0, $"{report.Again}\n{string.Join('\n', report.Findings)}");
        Assert.Equal(3, report.Rounds.Count);
        Assert.True(report.Rounds.Sum(static round => round.Streams) > 100, "Too few streams to show anything.");
    }

    [Fact]
    public async Task Every_client_of_a_host_that_stops_gets_the_end_of_its_stream() =>
        Assert.Equal((50, 0), await StopMeasure.MeasureOwnAsync(50) is var result ? (result.Ended, result.Broken) : default);

    [Fact]
    public async Task Clients_visit_every_endpoint_that_is_mapped()
    {
        using var log = new ServerLog();
        using var certificate = Certificates.SelfSigned();
        await using var host = await SoakHost.StartAsync(log, certificate, inline: false, maxStreams: 10);

        Assert.Equal(host.Routes.Order(), EndpointCatalogue.All.Select(static endpoint => endpoint.Path).Order());
    }

    [Fact]
    public void A_seed_gives_the_same_plans_again()
    {
        static StreamPlan[] Plans(int seed)
        {
            var planner = new Planner(seed, client: 3);
            return [.. Enumerable.Range(0, 200).Select(_ => planner.Next(mayStall: true))];
        }

        Assert.Equal(Plans(7), Plans(7));
        Assert.NotEqual(Plans(7), Plans(8));
    }

    [Theory]
    [InlineData("--minutes", "0.5", "--seed", "3", "--clients", "9", "--json", "x.json")]
    [InlineData("--minutes", "60", "--load", "40")]
    [InlineData("--shutdown", "1000")]
    [InlineData]
    public void Arguments_that_are_right_are_taken(params string[] args) => Assert.True(SoakOptions.TryParse(args, out _));

    [Theory]
    [InlineData("--minutes")]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "x")]
    [InlineData("--clients", "0")]
    [InlineData("--load", "0")]
    [InlineData("--load", "101")]
    [InlineData("--seed", "-1")]
    [InlineData("--shutdown", "0")]
    [InlineData("--hours", "1")]
    public void Arguments_that_are_wrong_are_refused(params string[] args) => Assert.False(SoakOptions.TryParse(args, out _));
}
