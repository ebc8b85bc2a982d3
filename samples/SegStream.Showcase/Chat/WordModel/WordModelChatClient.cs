using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Showcase.Chat.WordModel;

/// <summary>Lets a <see cref="BackOffWordModel"/> answer where no server is configured. It is no AI service and understands nothing.</summary>
internal sealed class WordModelChatClient : IChatClient
{
    private readonly BackOffWordModel _model;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly ChatClientMetadata _metadata = new("embedded", providerUri: null, "embedded word model");

    /// <summary>Wraps a trained model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pause">The time between two words.</param>
    /// <param name="time">Measures the pause.</param>
    public WordModelChatClient(BackOffWordModel model, TimeSpan pause, TimeProvider time)
    {
        _model = model;
        _pause = pause;
        _time = time;
    }

    /// <summary>The text that the model is trained on: it was written for this sample.</summary>
    /// <returns>Plain English.</returns>
    public static string TrainingText()
    {
        using var text = typeof(WordModelChatClient).Assembly.GetManifestResourceStream("on-streams.txt")!;
        return new StreamReader(text).ReadToEnd();
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? string.Empty;
        foreach (var piece in _model.Answer(prompt, Random.Shared))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            await Task.Delay(_pause, _time, cancellationToken);
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
}
