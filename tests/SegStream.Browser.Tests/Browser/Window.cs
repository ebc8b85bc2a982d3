using Microsoft.Playwright;

namespace SegStream.Browser.Tests.Browser;

/// <summary>One person's window on the showcase. Notes every error of the page and every request that leaves the server.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Window(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _complaints.Add($"page error: {error}");
        page.Console += (_, message) =>
        {
            // The browser reports each refused request here too; pages that provoke one say so with AllowRefusals.
            if (message.Type == "error" && !(RefusalsAllowed && message.Text.Contains("status of 4", StringComparison.Ordinal)))
            {
                _complaints.Add($"console: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme.StartsWith("http", StringComparison.Ordinal) && target.Authority != address.Authority)
            {
                _complaints.Add($"request to {target}");
            }
        };
    }

    public IPage Page { get; }

    public bool RefusalsAllowed { get; set; }

    /// <summary>Opens the showcase and waits until its scripts have run.</summary>
    public static async Task<Window> OpenAsync(Chromium chromium, ShowcaseServer server, string path = "", BrowserNewContextOptions? options = null)
    {
        var context = await chromium.OpenAsync(options);
        var window = new Window(context, await context.NewPageAsync(), server.Address);
        await window.Page.GotoAsync(new Uri(server.Address, path).ToString());
        await Assertions.Expect(window.Page.Locator("html[data-ready]")).ToBeAttachedAsync();
        return window;
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    public ILocatorAssertions Expect(string selector) => Assertions.Expect(Page.Locator(selector));

    /// <summary>Fails the test when the page had an error or asked another server for something.</summary>
    public void AssertNoComplaints() => Assert.Empty(_complaints);

    /// <summary>Keeps a picture of the window for people to look at, outside the sources.</summary>
    public Task KeepPictureAsync(string name, bool wholePage = false) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures.Folder, name + ".png"), FullPage = wholePage });

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
