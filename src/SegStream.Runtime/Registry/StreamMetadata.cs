using System.Collections.Frozen;

namespace SegStream;

/// <summary>What a registry keeps beside a sender: facts about the client, for lists and for choosing whom to send to.</summary>
public sealed partial class StreamMetadata
{
    /// <summary>Creates metadata with nothing in it.</summary>
    public StreamMetadata()
    {
    }

    /// <summary>The group that the stream belongs to from the start, or <see langword="null"/> for none. More can be joined with <see cref="IStreamRegistry.AddToGroup"/>.</summary>
    public string? Group { get; init; }

    /// <summary>The client's network address as the server sees it, or <see langword="null"/>.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>The name of the authenticated user, or <see langword="null"/>.</summary>
    public string? UserName { get; init; }

    /// <summary>The path of the request, or <see langword="null"/>.</summary>
    public string? Path { get; init; }

    /// <summary>What the application wants to add. Default: empty.</summary>
    public IReadOnlyDictionary<string, string> Items { get; init; } = FrozenDictionary<string, string>.Empty;
}
