using Microsoft.Extensions.AI;
using Showcase.Chat.WordModel;

namespace Showcase.Chat;

/// <summary>Chooses who answers in the chat.</summary>
public static class ChatServices
{
    /// <summary>Registers an <see cref="IChatClient"/>: the configured server, or else the embedded word model.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">Has the section <c>Chat</c>, see <see cref="ChatSettings"/>.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">A setting is out of range, or only one of endpoint and model is there.</exception>
    public static IServiceCollection AddShowcaseChat(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Chat").Get<ChatSettings>() ?? new ChatSettings();
        if (settings.Endpoint is null != string.IsNullOrEmpty(settings.Model))
        {
            throw new InvalidOperationException("Chat:Endpoint and Chat:Model go together: set both or none of them.");
        }

        if (settings.WordPause is < 0 or > 1000)
        {
            throw new InvalidOperationException("Chat:WordPause has to be between 0 and 1000 milliseconds.");
        }

        return settings is { Endpoint: { } endpoint, Model: { } model }
            ? services.AddSingleton<IChatClient>(new OpenAIChatClient(endpoint, model, settings.ApiKey))
            : services.AddSingleton<IChatClient>(new WordModelChatClient(
                BackOffWordModel.Train(WordModelChatClient.TrainingText()),
                TimeSpan.FromMilliseconds(settings.WordPause),
                TimeProvider.System));
    }

    /// <summary>Maps <c>GET /chat/model</c>, which says who answers.</summary>
    /// <param name="endpoints">Where to map it.</param>
    public static void MapChatModel(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/chat/model", (IChatClient client) => new
        {
            Name = ChatModelName.Of(client),
            IsEmbedded = client.GetService(typeof(WordModelChatClient)) is not null,
        });
}
