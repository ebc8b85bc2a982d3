namespace Showcase.Chat;

/// <summary>
/// The configuration section <c>Chat</c>. Without an endpoint and a model the embedded word model answers.
/// </summary>
public sealed class ChatSettings
{
    /// <summary>Address of an OpenAI-compatible server, for instance <c>http://127.0.0.1:11434/v1</c>. Default: none.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The name of the model there. Default: none.</summary>
    public string? Model { get; set; }

    /// <summary>The key that the server asks for. Default: none, as most local servers need none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Milliseconds between two words of the embedded word model, so that a person can follow. Range: 0 to 1,000. Default: 28.</summary>
    public int WordPause { get; set; } = 28;
}
