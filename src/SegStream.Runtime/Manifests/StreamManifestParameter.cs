using System.Text.Json;

namespace SegStream;

/// <summary>One value that a client sends.</summary>
public sealed class StreamManifestParameter
{
    /// <summary>The name on the wire. For a body, which has none, the name in the source.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is sent.</summary>
    public required StreamManifestParameterSource In { get; init; }

    /// <summary>The name in the source where it is another one, for the arguments of generated clients.</summary>
    public string? Argument { get; init; }

    /// <summary>Whether a request without it is refused.</summary>
    public required bool Required { get; init; }

    /// <summary>Whether it may be sent any number of times. <see cref="Schema"/> is then an array.</summary>
    public bool Repeated { get; init; }

    /// <summary>The type as the source writes it.</summary>
    public required string Type { get; init; }

    /// <summary>The JSON Schema (2020-12) of the value. For what is sent as text, the schema of the value that the text stands for.</summary>
    public required JsonElement Schema { get; init; }

    /// <summary>What is used when it is not sent.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}
