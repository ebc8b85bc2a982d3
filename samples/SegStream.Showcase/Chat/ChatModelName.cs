using Microsoft.Extensions.AI;

namespace Showcase.Chat;

/// <summary>What the model behind a client is called.</summary>
internal static class ChatModelName
{
    /// <summary>The name.</summary>
    /// <param name="client">Any chat client.</param>
    public static string Of(IChatClient client) =>
        client.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata { DefaultModelId: { } model } ? model : "unnamed model";
}
