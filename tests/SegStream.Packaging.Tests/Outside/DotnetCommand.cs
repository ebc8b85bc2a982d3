using System.Diagnostics;
using System.Text;

namespace SegStream.Packaging.Tests.Outside;

/// <summary>Runs the SDK as a user does: without what the test run has put into the environment.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<CommandResult> RunAsync(string folder, string packageCache, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo("dotnet", folder, packageCache) };
        Array.ForEach(arguments, process.StartInfo.ArgumentList.Add);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var expired = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(expired.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}:\n{output}");
        }

        lock (output)
        {
            return new CommandResult($"dotnet {string.Join(' ', arguments)}", process.ExitCode, output.ToString());
        }
    }

    /// <summary>How to start a program with redirected streams and a clean environment.</summary>
    public static ProcessStartInfo StartInfo(string program, string folder, string packageCache)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // MSBuild and the test host tell their children where they live and what to load; a new project must not hear of it.
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = packageCache;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        return start;
    }

    private static bool IsOfTheTestRun(string name) =>
        name == "CI"
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_ENVIRONMENT" or "DOTNET_HOST_PATH" or "DOTNET_STARTUP_HOOKS" or "DOTNET_CLI_TELEMETRY_SESSIONID";

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
