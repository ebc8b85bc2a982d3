using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAiMessage = OpenAI.Chat.ChatMessage;

namespace Showcase.Chat;

/// <summary>Talks to any server with the chat completions interface of OpenAI, text only.</summary>
internal sealed class OpenAIChatClient : IChatClient
{
    private readonly OpenAI.Chat.ChatClient _client;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Prepares a client; nothing is sent yet.</summary>
    /// <param name="endpoint">The server's address, with its version: <c>http://…/v1</c>.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="apiKey">The key, or null for a server that needs none.</param>
    public OpenAIChatClient(Uri endpoint, string model, string? apiKey)
    {
        // The library insists on a key; servers without keys ignore it.
        var credential = new ApiKeyCredential(string.IsNullOrEmpty(apiKey) ? "none" : apiKey);
        _client = new OpenAI.Chat.ChatClient(model, credential, new OpenAIClientOptions { Endpoint = endpoint });
        _metadata = new ChatClientMetadata("openai-compatible", endpoint, model);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in _client.CompleteChatStreamingAsync(messages.Select(Translate), cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, part.Text);
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private static OpenAiMessage Translate(ChatMessage message) =>
        message.Role == ChatRole.Assistant ? OpenAiMessage.CreateAssistantMessage(message.Text)
        : message.Role == ChatRole.System ? OpenAiMessage.CreateSystemMessage(message.Text)
        : OpenAiMessage.CreateUserMessage(message.Text);
}
