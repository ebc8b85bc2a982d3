using Microsoft.Playwright;

namespace SegStream.Browser.Tests.Browser;

/// <summary>The system's Chromium, started once for all tests. Nothing is ever downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string PathVariable = "SEGSTREAM_CHROMIUM";
    private const string DefaultPath = "/usr/bin/chromium";
    private const float WaitMilliseconds = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a window with a profile of its own: own storage, own connections.</summary>
    public Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null) => _browser!.NewContextAsync(options);

    public async Task InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable) ?? DefaultPath;
        Assert.True(File.Exists(path), $"There is no Chromium at {path}: run ./test.sh, which installs it, or name another one in {PathVariable}.");

        Assertions.SetDefaultExpectTimeout(WaitMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Timeout = WaitMilliseconds,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
