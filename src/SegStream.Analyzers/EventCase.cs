namespace SegStream.Analyzers;

/// <summary>What <c>[StreamEvent]</c> says of a type.</summary>
internal sealed class EventCase
{
    public EventCase(string? name, bool isTerminal)
    {
        Name = name;
        IsTerminal = isTerminal;
    }

    public string? Name { get; }

    public bool IsTerminal { get; }
}
