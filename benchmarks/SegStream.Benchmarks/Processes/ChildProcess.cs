using System.Diagnostics;

namespace SegStream.Benchmarks.Processes;

/// <summary>This program once more, in another role. It ends when its standard input is closed, so it cannot outlive its parent.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new ChildProcess(Process.Start(start)!);
    }

    public Task WriteLineAsync(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardInput.FlushAsync();
    }

    public async Task<string> ReadLineAsync(TimeSpan timeout)
    {
        using var expired = new CancellationTokenSource(timeout);
        return await _process.StandardOutput.ReadLineAsync(expired.Token)
            ?? throw new InvalidOperationException($"The process {_process.StartInfo.ArgumentList[^1]} ended before it answered.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeToStop))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
