using Microsoft.Playwright;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Pages;

[Collection(BrowserGroup.Name)]
public sealed class LookTests(Chromium chromium, ShowcaseServer server)
{
    private const string UnlabelledControls =
        """
        () => [...document.querySelectorAll('button, input, select, audio, canvas, a, [role=tabpanel], [role=log]')]
          .filter(e => !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.length > 0 || e.textContent.trim() || e.controls))
          .map(e => e.outerHTML.slice(0, 120))
        """;

    private const string RepeatedIds =
        "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, index, ids) => ids.indexOf(id) !== index)";

    // The contrast of every piece of text with the nearest opaque background, after WCAG 2.2, section 1.4.3.
    private const string FaintTexts =
        """
        () => {
          const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = colour => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
          const luminance = ([r, g, b]) => { const f = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
          const back = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255, 255]; };
          const faint = [];
          for (const e of document.querySelectorAll('body *')) {
            const ownText = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!ownText || !e.checkVisibility() || e.matches(':disabled')) continue;
            const [a, b] = [luminance(rgba(getComputedStyle(e).color)), luminance(back(e))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) faint.push(`${e.tagName}.${e.className} "${e.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
          }
          return faint;
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task The_page_follows_the_system_and_every_text_can_be_read(ColorScheme scheme, string theme)
    {
        await using var window = await Window.OpenAsync(chromium, server, options: new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await window.Expect("html").ToHaveAttributeAsync("data-theme", theme);

        Assert.Empty(await window.Page.EvaluateAsync<string[]>(FaintTexts));
        Assert.Empty(await window.Page.EvaluateAsync<string[]>(UnlabelledControls));
        Assert.Empty(await window.Page.EvaluateAsync<string[]>(RepeatedIds));
        await window.KeepPictureAsync($"page-{theme}", wholePage: true);
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task The_button_changes_the_theme_and_the_choice_lasts()
    {
        await using var window = await Window.OpenAsync(chromium, server, options: new BrowserNewContextOptions { ColorScheme = ColorScheme.Light });
        await window.Find("#theme").ClickAsync();
        await window.Expect("html").ToHaveAttributeAsync("data-theme", "dark");
        await window.Expect("#theme").ToHaveAttributeAsync("aria-pressed", "true");

        await window.Page.ReloadAsync();
        await window.Expect("html").ToHaveAttributeAsync("data-theme", "dark");
        window.AssertNoComplaints();
    }

    [Theory]
    [InlineData(375)]
    [InlineData(320)]
    [InlineData(768)]
    public async Task Nothing_is_wider_than_the_screen(int width)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 812 }, HasTouch = true };
        await using var window = await Window.OpenAsync(chromium, server, options: options);
        await window.Find("#import-source").ClickAsync();
        await window.Find("#formats-start").ClickAsync();
        await window.Find("#monitor-start").ClickAsync();
        await window.Find("#chat-prompts button").First.ClickAsync();
        await window.Find("#room-join").ClickAsync();
        await window.Expect("#import-status").ToHaveTextAsync("complete");
        await window.Expect("#formats-status").ToHaveTextAsync("complete");
        await window.Expect("#chat-status").ToHaveTextAsync("complete");
        foreach (var tab in await window.Find("[role=tab]:text-is('C#')").AllAsync())
        {
            await tab.ClickAsync();
        }

        var scrollWidth = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.Equal(width, scrollWidth);
        await window.KeepPictureAsync($"page-{width}", wholePage: true);
        window.AssertNoComplaints();
    }

    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task All_streams_can_be_open_at_once(ColorScheme scheme, string theme)
    {
        var options = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1360, Height = 1275 }, DeviceScaleFactor = 2 };
        await using var window = await Window.OpenAsync(chromium, server, $"?room=all-{theme}", options);
        await window.Find("#monitor-interval").SelectOptionAsync("200");
        await window.Find("#monitor-start").ClickAsync();
        await window.Find("#room-join").ClickAsync();
        await window.Expect("#room-status").ToHaveTextAsync("live");
        foreach (var text in new[] { "Is anybody here?", "Then I shall talk to myself." })
        {
            await window.Find("#room-text").FillAsync(text);
            await window.Find("#room-send").ClickAsync();
            await window.Expect("#room-log .bubble").ToContainTextAsync([text]);
        }

        await window.Find("#formats-start").ClickAsync();
        await window.Find("#chat-prompts button").Nth(1).ClickAsync();
        await window.Expect("#formats-status").ToHaveTextAsync("complete");
        await window.Find("#format-chunked").ClickAsync();
        await window.Find("#formats-start").ClickAsync();
        await window.Find("#import-source").ClickAsync();
        await window.Expect("#chat-status").ToHaveTextAsync("complete");
        await window.Expect("#formats-status").ToHaveTextAsync("complete");
        await window.Expect("#import-status").ToHaveTextAsync("complete");
        await window.Expect("#total-open").ToHaveTextAsync("2");

        await window.Page.EvaluateAsync("scrollTo(0, 0)");
        await window.KeepPictureAsync($"showcase-{theme}");
        await window.KeepPictureAsync($"all-{theme}", wholePage: true);
        Assert.Empty(await window.Page.EvaluateAsync<string[]>(FaintTexts));
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task The_code_of_an_endpoint_is_shown_next_to_its_frames()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#monitor [role=tab]:text-is('C#')").ClickAsync();

        await window.Expect("#monitor .code").ToContainTextAsync("[SseEndpoint(\"/monitor\")]");
        await window.Expect("#monitor .code .attribute").Not.ToHaveCountAsync(0);
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task Nothing_moves_for_those_who_want_it_calm()
    {
        await using var window = await Window.OpenAsync(chromium, server, options: new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });
        await window.Find("#monitor-start").ClickAsync();
        await window.Expect("#monitor-status").ToHaveTextAsync("live");

        var moving = await window.Page.EvaluateAsync<int>("document.getAnimations().length");
        Assert.Equal(0, moving);
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task Two_windows_can_read_the_same_stream_at_once()
    {
        await using var first = await Window.OpenAsync(chromium, server);
        var second = await first.Page.Context.NewPageAsync();
        await second.GotoAsync(server.Address.ToString());
        foreach (var page in new[] { first.Page, second })
        {
            await page.Locator("#format-text").ClickAsync();
            await page.Locator("#formats-start").ClickAsync();
            await Assertions.Expect(page.Locator("#formats-output")).ToContainTextAsync("information");
        }

        await Assertions.Expect(first.Page.Locator("#formats-status")).ToHaveTextAsync("live");
        await Assertions.Expect(second.Locator("#formats-status")).ToHaveTextAsync("live");
    }

    [Fact]
    public async Task Everything_can_be_reached_with_the_keyboard()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Expect(".skip").ToBeFocusedAsync();

        await window.Find("#format-ndjson").FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Expect("#format-json-seq").ToBeFocusedAsync();
        await window.Expect("#format-json-seq").ToHaveAttributeAsync("aria-selected", "true");
        window.AssertNoComplaints();
    }
}
