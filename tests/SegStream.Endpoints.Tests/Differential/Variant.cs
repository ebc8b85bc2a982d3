namespace SegStream.Endpoints.Tests.Differential;

/// <summary>What a request has for a leaf.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Texts">The texts; none when it is missing.</param>
internal sealed record Variant(string Name, IReadOnlyList<string> Texts)
{
    public static Variant Missing { get; } = new("missing", []);

    /// <summary>Whether the name has the other letter case, for all texts or the second one only.</summary>
    public bool IsUpper { get; init; }

    public bool IsSecondUpper { get; init; }

    /// <summary>A pair of a query without '='.</summary>
    public bool HasNoEquals { get; init; }

    public string NameOf(string key, int index = 0) => IsUpper || (IsSecondUpper && index == 1) ? key.ToUpperInvariant() : key;

    /// <summary>The pairs of a query or an encoded form.</summary>
    public IEnumerable<string> Pairs(string key) => Texts.Select((text, index) =>
        Uri.EscapeDataString(NameOf(key, index)) + (HasNoEquals ? "" : "=" + RequestFactory.Escape(text)));
}
