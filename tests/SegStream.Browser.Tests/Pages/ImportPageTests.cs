using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Pages;

[Collection(BrowserGroup.Name)]
public sealed class ImportPageTests(Chromium chromium, ShowcaseServer server)
{
    [Fact]
    public async Task An_uploaded_file_is_counted_to_the_end()
    {
        var text = new StringBuilder("city,country,people\n");
        for (var row = 0; row < 40_000; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Zürich {row},Switzerland,{row * 17}\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#import-file").SetInputFilesAsync(new FilePayload { Name = "cities.csv", MimeType = "text/csv", Buffer = bytes });

        await window.Expect("#import-status").ToHaveTextAsync("complete");
        await window.Expect("#import-progress").ToHaveAttributeAsync("aria-valuenow", "100");
        await window.Expect("#import-lines").ToHaveTextAsync("40,001");
        await window.Expect("#import-words").ToHaveTextAsync("80,001");
        await window.Expect("#import-bytes").ToHaveTextAsync(bytes.Length.ToString("N0", CultureInfo.InvariantCulture));
        await window.Expect("#import-note").ToContainTextAsync("Columns: city, country, people.");
        await window.Expect("#import-note").ToContainTextAsync(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        await window.Expect("#import .frame .name").Not.ToHaveCountAsync(0);
        Assert.True(await window.Find("#import .frame").CountAsync() > 5, "A file of this size is more than a few per cent per piece.");
        await window.KeepPictureAsync("import-file");
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task The_source_tree_is_imported_with_progress()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#import-source").ClickAsync();

        await window.Expect("#import-status").ToHaveTextAsync("complete");
        await window.Expect("#import-progress").ToHaveAttributeAsync("aria-valuenow", "100");
        await window.Expect("#import-note").ToContainTextAsync("SHA-256");
        var files = int.Parse(await window.Find("#import-files").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.True(files > 50, $"Only {files} files were found.");
        Assert.True(int.Parse((await window.Find("#import-plot").GetAttributeAsync("data-points"))!, CultureInfo.InvariantCulture) > 0);
        await window.KeepPictureAsync("import-source");
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task An_empty_file_is_refused_with_a_reason()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        window.RefusalsAllowed = true;
        await window.Find("#import-file").SetInputFilesAsync(new FilePayload { Name = "empty.txt", MimeType = "text/plain", Buffer = [] });

        await window.Expect("#import-status").ToHaveTextAsync("failed");
        await window.Expect("#import-error").ToContainTextAsync("no file in the request");
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task An_import_can_be_stopped_and_started_again()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Find("#import-source").ClickAsync();
        await window.Find("#import-stop").ClickAsync();
        await window.Expect("#import-stop").ToBeDisabledAsync();

        await window.Find("#import-source").ClickAsync();
        await window.Expect("#import-status").ToHaveTextAsync("complete");
        window.AssertNoComplaints();
    }
}
