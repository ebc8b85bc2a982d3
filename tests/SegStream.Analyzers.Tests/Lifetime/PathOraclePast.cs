namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>
/// What was done with the stream on one path. Each part says whether nothing has happened since that depended on a condition or an exception:
/// then the calls that follow are made for sure.
/// </summary>
internal readonly record struct PathOraclePast(string? EndedBy, bool EndIsSure, bool Terminal, bool TerminalIsSure, bool Started, bool StartIsSure)
{
    public PathOraclePast AndEnded(string how) => this with { EndedBy = EndedBy ?? how, EndIsSure = true };

    public PathOraclePast AndSent(string what) => what switch
    {
        "Done" => this with { Terminal = true, TerminalIsSure = true },
        "Start" => this with { Started = true, StartIsSure = true },
        _ => this,
    };

    public PathOraclePast InDoubt() => this with { EndIsSure = false, TerminalIsSure = false, StartIsSure = false };
}
