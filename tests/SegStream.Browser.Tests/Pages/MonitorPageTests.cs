using System.Text.RegularExpressions;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Pages;

[Collection(BrowserGroup.Name)]
public sealed partial class MonitorPageTests(Chromium chromium, ShowcaseServer server)
{
    [Fact]
    public async Task Figures_are_plotted_until_the_person_stops_them()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#monitor-interval").SelectOptionAsync("200");
        await window.Find("#monitor-start").ClickAsync();

        await window.Expect("#monitor-status").ToHaveTextAsync("live");
        await window.Expect("#plot-cpu").ToHaveAttributeAsync("data-points", SeveralPoints());
        await window.Expect("#plot-memory").ToHaveAttributeAsync("data-points", SeveralPoints());
        await window.Expect("#monitor-working").ToHaveTextAsync(Megabytes());
        await window.Expect("#monitor-machine").ToContainTextAsync(".NET 10");
        await window.Expect("#monitor .frame .name").Not.ToHaveCountAsync(0);
        await window.KeepPictureAsync("monitor");

        await window.Find("#monitor-stop").ClickAsync();
        await window.Expect("#monitor-status").ToHaveTextAsync("stopped");
        window.AssertNoComplaints();
    }

    [GeneratedRegex(@"^([5-9]|\d\d+)$")]
    private static partial Regex SeveralPoints();

    [GeneratedRegex(@"^[\d.]+ (MB|GB)$")]
    private static partial Regex Megabytes();
}
