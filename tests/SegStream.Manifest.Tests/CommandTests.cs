using System.Diagnostics;

namespace SegStream.Manifest.Tests;

/// <summary>The command line of a real application in a process of its own: the showcase.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("segstream-manifest").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_manifest_is_written_and_nothing_is_served()
    {
        var file = Path.Combine(_folder, "streams.json");

        // A server that started would fail at this address.
        var (code, output, errors) = await RunAsync("--urls", "http://no.such.host.invalid:0", "--write-stream-manifest", file);

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.StartsWith($"{file}: written, ", output, StringComparison.Ordinal);
        Assert.Contains(StreamManifest.Load(file).Functions, function => function.Route == "/chat");
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_manifest_that_has_not_changed_is_not_touched()
    {
        var file = Path.Combine(_folder, "streams.json");
        await RunAsync("--write-stream-manifest=" + file);
        var longAgo = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, longAgo);

        var (code, output, _) = await RunAsync("--write-stream-manifest=" + file);

        Assert.Equal(0, code);
        Assert.StartsWith($"{file}: unchanged, ", output, StringComparison.Ordinal);
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public async Task A_manifest_that_has_changed_is_replaced()
    {
        var file = Path.Combine(_folder, "streams.json");
        await File.WriteAllTextAsync(file, "something else");

        var (code, _, _) = await RunAsync("--write-stream-manifest", file);

        Assert.Equal(0, code);
        Assert.NotEmpty(StreamManifest.Load(file).Functions);
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("no-such-folder/streams.json")]
    [InlineData("")]
    public async Task A_place_that_cannot_be_written_to_is_an_error_that_names_it(string place)
    {
        var file = Path.Combine(_folder, place);

        var (code, output, errors) = await RunAsync("--write-stream-manifest", file);

        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.StartsWith($"The stream manifest cannot be written to '{file}': ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Without_a_file_the_error_shows_the_right_command()
    {
        var (code, _, errors) = await RunAsync("--write-stream-manifest");

        Assert.Equal(1, code);
        Assert.Contains("--write-stream-manifest streams.json", errors);
    }

    [Fact]
    public async Task An_application_that_forgot_the_command_does_not_start_to_serve()
    {
        await using var app = ManifestApplication.Create(args: ["--write-stream-manifest", "streams.json"]);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.Contains("RunStreamManifestCommandAsync", failure.Message);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SegStream.Showcase.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var watchdog = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(watchdog.Token);
            var errors = process.StandardError.ReadToEndAsync(watchdog.Token);
            await process.WaitForExitAsync(watchdog.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
