namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>A call on the stream, with all paths that reach it.</summary>
internal sealed class PathOracleSite
{
    private readonly HashSet<PathOraclePast> _pasts = [];
    private string? _how;
    private string? _sent;

    public void Ends(string how, PathOraclePast past)
    {
        _how = how;
        _pasts.Add(past);
    }

    public void Sends(string what, PathOraclePast past)
    {
        _sent = what;
        _pasts.Add(past);
    }

    /// <summary>What has to be reported for the call; null for nothing.</summary>
    public string? Verdict(int site)
    {
        if (_how is not null)
        {
            return _pasts.All(past => past.EndedBy is not null && past.EndedBy != _how) ? $"SEG0104 #{site}" : null;
        }

        if (_pasts.All(past => past.EndedBy is not null) || _pasts.Any(past => past.EndIsSure))
        {
            return $"SEG0103 #{site}";
        }

        var comesAfterTerminal = _pasts.All(past => past.Terminal) || _pasts.Any(past => past.TerminalIsSure);
        var isSecondStart = _sent == "Start" && (_pasts.All(past => past.Started) || _pasts.Any(past => past.StartIsSure));
        return comesAfterTerminal || isSecondStart ? $"SEG0204 #{site}" : null;
    }
}
