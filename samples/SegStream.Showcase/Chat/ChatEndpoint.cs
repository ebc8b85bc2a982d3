using System.ClientModel;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using SegStream;

namespace Showcase.Chat;

/// <summary>Answers a posted message word by word.</summary>
public static class ChatEndpoint
{
    private const int MaxCharacters = 4_000;

    // curl -N -X POST -H 'Content-Type: application/json' -d '{"message":"What is backpressure?"}' http://127.0.0.1:5180/chat
    [SseEndpoint("/chat", Method = "POST")]
    public static async Task Answer(ChatTurn turn, StreamSender<ChatEvent> sender, IChatClient model, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(turn.Message) || turn.Message.Length > MaxCharacters)
        {
            throw new BadHttpRequestException($"The message has to have 1 to {MaxCharacters} characters.");
        }

        try
        {
            await AnswerAsync(turn, sender, model, ct);
        }
        catch (Exception exception) when (exception is ClientResultException or HttpRequestException or AggregateException)
        {
            // Whoever runs this sample also configured the server, so the reason may be told.
            await sender.SendFailedAsync($"The model server did not answer: {exception.GetBaseException().Message}", ct);
        }

        sender.EndStream();
    }

    private static async Task AnswerAsync(ChatTurn turn, [Borrows] StreamSender<ChatEvent> sender, IChatClient model, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var pieces = 0;
        await sender.SendStartAsync(ChatModelName.Of(model), ct);
        await foreach (var update in model.GetStreamingResponseAsync(Conversation(turn), cancellationToken: ct))
        {
            if (update.Text.Length > 0)
            {
                pieces++;
                await sender.SendContentAsync(update.Text, ct);
            }
        }

        await sender.SendDoneAsync(pieces, clock.Elapsed.TotalSeconds, ct);
    }

    private static List<ChatMessage> Conversation(ChatTurn turn) =>
    [
        .. (turn.History ?? []).Select(line => new ChatMessage(line.FromUser ? ChatRole.User : ChatRole.Assistant, line.Text)),
        new ChatMessage(ChatRole.User, turn.Message),
    ];
}
