using Microsoft.AspNetCore.Routing;

namespace SegStream.Hosting;

/// <summary>The command line <c>--write-stream-manifest &lt;file&gt;</c>, which writes the manifest instead of serving.</summary>
internal static class StreamManifestCommand
{
    /// <summary>Also the name that the configuration of the command line gives to it.</summary>
    public const string Key = "write-stream-manifest";

    private const string Option = "--" + Key;

    /// <summary>Finds the option.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="file">What follows it; null when nothing does.</param>
    /// <returns>Whether it is there.</returns>
    public static bool TryFind(IReadOnlyList<string> args, out string? file)
    {
        file = null;
        for (var index = 0; index < args.Count; index++)
        {
            if (args[index].StartsWith(Option + "=", StringComparison.Ordinal))
            {
                file = args[index][(Option.Length + 1)..];
                return true;
            }

            if (args[index] == Option)
            {
                file = index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal) ? args[index + 1] : null;
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the manifest, and says what it has done or why it could not.</summary>
    /// <returns>The exit code: 0, or 1 when there is no manifest at the place.</returns>
    public static async Task<int> RunAsync(IEndpointRouteBuilder endpoints, string? file, TextWriter output, TextWriter errors)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            await errors.WriteLineAsync($"{Option} needs the file to write, as in: dotnet run -- {Option} streams.json").ConfigureAwait(false);
            return 1;
        }

        try
        {
            var manifest = ManifestMaker.OfEndpoints(endpoints.DataSources.SelectMany(source => source.Endpoints), endpoints.ServiceProvider);
            var path = Path.GetFullPath(file);
            var written = manifest.Save(path);
            await output.WriteLineAsync($"{path}: {(written ? "written" : "unchanged")}, {manifest.Functions.Count} streaming {(manifest.Functions.Count == 1 ? "function" : "functions")}").ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await errors.WriteLineAsync($"The stream manifest cannot be written to '{file}': {exception.Message}").ConfigureAwait(false);
            return 1;
        }
        catch (InvalidOperationException exception)
        {
            await errors.WriteLineAsync($"The stream manifest cannot be made: {exception.Message}").ConfigureAwait(false);
            return 1;
        }
    }
}
