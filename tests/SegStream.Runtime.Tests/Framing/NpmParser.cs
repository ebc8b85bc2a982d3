using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Tests.Framing;

internal sealed record NpmEvent(string? Event, string? Id, string Data);

internal sealed record NpmResult(List<NpmEvent> Events, List<long> Retries, List<string> Comments, List<string> Errors);

/// <summary>Runs the npm package <c>eventsource-parser</c> in a process of its own, in the version that the lock file pins.</summary>
internal static class NpmParser
{
    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    public static async Task<NpmResult> ReadAsync(IEnumerable<byte[]> chunks) =>
        JsonSerializer.Deserialize(await RunAsync("read.mjs", chunks), NpmContext.Default.NpmResult)!;

    /// <summary>The messages of a stream in envelopes, out of their batches and decompressed by Node's zlib.</summary>
    public static async Task<List<string>> UnpackAsync(IEnumerable<byte[]> chunks) =>
        JsonSerializer.Deserialize(await RunAsync("unpack.mjs", chunks), NpmContext.Default.ListString)!;

    private static async Task<string> RunAsync(string script, IEnumerable<byte[]> chunks)
    {
        var folder = await Folder.Value;
        return await RunAsync("node", [script], folder, JsonSerializer.Serialize(chunks.Select(Convert.ToBase64String).ToArray()));
    }

    private static async Task<string> InstallAsync()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "SegStream.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests do not run from inside the repository.");
        }

        var folder = Path.Combine(root, "tests", "SegStream.Runtime.Tests", "Framing", "npm");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "eventsource-parser")))
        {
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], folder, "");
        }

        return folder;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed in {folder}; run ./test.sh, which checks what the tests need.\n{await errors}");
            return await output;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} is not installed, and this test reads our streams with an npm package. Run ./test.sh, which installs what the tests need.", exception);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NpmResult))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class NpmContext : JsonSerializerContext;
