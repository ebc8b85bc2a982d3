namespace SegStream.Packaging.Tests.Outside;

/// <summary>How a command has ended, with all it has written.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    public CommandResult MustSucceed() => Succeeded ? this : throw new InvalidOperationException(ToString());

    public CommandResult MustFail() => Succeeded ? throw new InvalidOperationException($"Should have failed. {this}") : this;

    public override string ToString() => $"{Command} ended with code {ExitCode}:\n{Output}";
}
