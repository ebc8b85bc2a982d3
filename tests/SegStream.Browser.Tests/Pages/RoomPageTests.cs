using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Pages;

[Collection(BrowserGroup.Name)]
public sealed class RoomPageTests(Chromium chromium, ShowcaseServer server)
{
    [Fact]
    public async Task Two_windows_in_a_room_hear_each_other()
    {
        await using var ada = await JoinAsync("two-windows", "Ada");
        await using var grace = await JoinAsync("two-windows", "Grace");
        await ada.Expect("#room-members li").ToHaveTextAsync(["Ada", "Grace"]);
        await grace.Expect("#room-members li").ToHaveTextAsync(["Ada", "Grace"]);

        await SayAsync(ada, "Hello, Grace! <b>not markup</b> 👋");
        await SayAsync(grace, "Hello, Ada!");
        foreach (var window in new[] { ada, grace })
        {
            await window.Expect("#room-log .bubble").ToContainTextAsync(["Hello, Grace! <b>not markup</b> 👋", "Hello, Ada!"]);
        }

        await ada.KeepPictureAsync("room");
        await grace.Find("#room-leave").ClickAsync();
        await ada.Expect("#room-members li").ToHaveTextAsync(["Ada"]);
        await ada.Expect("#room-log .news").ToContainTextAsync(["Grace left."]);
        ada.AssertNoComplaints();
        grace.AssertNoComplaints();
    }

    [Fact]
    public async Task A_closed_window_leaves_the_room()
    {
        await using var ada = await JoinAsync("closed-window", "Ada");
        var grace = await JoinAsync("closed-window", "Grace");
        await ada.Expect("#room-members li").ToHaveTextAsync(["Ada", "Grace"]);
        await grace.DisposeAsync();

        await ada.Expect("#room-members li").ToHaveTextAsync(["Ada"]);
        ada.AssertNoComplaints();
    }

    [Fact]
    public async Task A_newcomer_reads_what_was_said_before()
    {
        await using var ada = await JoinAsync("newcomer", "Ada");
        await SayAsync(ada, "Said early");
        await ada.Expect("#room-log .bubble").ToContainTextAsync(["Said early"]);
        await using var grace = await JoinAsync("newcomer", "Grace");

        await grace.Expect("#room-log .bubble").ToContainTextAsync(["Said early"]);
    }

    [Fact]
    public async Task A_bad_room_name_is_refused_with_a_reason()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        window.RefusalsAllowed = true;
        await window.Find("#room-name").FillAsync("No Spaces!");
        await window.Find("#room-join").ClickAsync();

        await window.Expect("#room-status").ToHaveTextAsync("failed");
        await window.Expect("#room-error").ToHaveTextAsync("The room's name has to have 1 to 32 small letters, digits or hyphens.");
        window.AssertNoComplaints();
    }

    private static async Task SayAsync(Window window, string text)
    {
        await window.Find("#room-text").FillAsync(text);
        await window.Find("#room-send").ClickAsync();
    }

    private async Task<Window> JoinAsync(string room, string member)
    {
        var window = await Window.OpenAsync(chromium, server, $"?room={room}#room");
        await window.Expect("#room-name").ToHaveValueAsync(room);
        await window.Find("#room-member").FillAsync(member);
        await window.Find("#room-join").ClickAsync();
        await window.Expect("#room-status").ToHaveTextAsync("live");
        await window.Expect("#room-members li.me").ToHaveTextAsync(member);
        return window;
    }
}
