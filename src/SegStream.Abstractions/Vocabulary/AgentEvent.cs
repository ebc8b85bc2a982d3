using System.Text.Json.Serialization;

namespace SegStream.Vocabulary;

/// <summary>
/// Messages of an agent that plans, answers in pieces and gives a result. A union to stream as it is, or to include in one of your own:
/// <c>[StreamEvents(typeof(AgentEvent))]</c>.
/// </summary>
/// <remarks>
/// <para>The pieces of one message have one <see cref="MessageId"/>; what a client has of a message is complete with the one that <see cref="IsFinal"/>.</para>
/// <para>The names of the JSON properties are part of the vocabulary, as with <see cref="StandardEvent"/>. <c>message_type</c> says the same as the event's name, for clients that keep
/// only the data.</para>
/// </remarks>
[StreamEvents]
public abstract partial record AgentEvent
{
    private protected AgentEvent(string? messageId, bool isFinal, string? requestId)
    {
        MessageId = messageId;
        IsFinal = isFinal;
        RequestId = requestId;
    }

    /// <summary>Which message this belongs to; none only for a failure that belongs to none.</summary>
    [JsonPropertyName("message_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MessageId { get; init; }

    /// <summary>Whether it is the last one of its message.</summary>
    [JsonPropertyName("is_final")]
    public bool IsFinal { get; init; }

    /// <summary>The request that is answered; none where a stream answers one request only.</summary>
    [JsonPropertyName("request_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>What the agent is about to do.</summary>
    /// <param name="MessageId">Which message this belongs to.</param>
    /// <param name="Content">The plan, or a piece of it.</param>
    /// <param name="IsFinal">Whether it is the last one of its message.</param>
    /// <param name="RequestId">The request that is answered.</param>
    [StreamEvent("planning")]
    public sealed record Planning(
        string MessageId,
        [property: JsonPropertyName("content")] string Content,
        bool IsFinal = false,
        string? RequestId = null) : AgentEvent(MessageId, IsFinal, RequestId)
    {
        /// <summary>Always <c>planning</c>.</summary>
        [JsonPropertyName("message_type")]
        public string MessageType => "planning";
    }

    /// <summary>A piece of the answer.</summary>
    /// <param name="MessageId">Which message this belongs to.</param>
    /// <param name="Content">The piece. All pieces of a message in their order are the answer.</param>
    /// <param name="IsFinal">Whether it is the last one of its message.</param>
    /// <param name="RequestId">The request that is answered.</param>
    [StreamEvent("agent_stream")]
    public sealed record AgentStream(
        string MessageId,
        [property: JsonPropertyName("content")] string Content,
        bool IsFinal = false,
        string? RequestId = null) : AgentEvent(MessageId, IsFinal, RequestId)
    {
        /// <summary>Always <c>agent_stream</c>.</summary>
        [JsonPropertyName("message_type")]
        public string MessageType => "agent_stream";
    }

    /// <summary>The result as a whole.</summary>
    /// <param name="MessageId">Which message this belongs to.</param>
    /// <param name="Content">The result.</param>
    /// <param name="IsFinal">Whether it is the last one of its message.</param>
    /// <param name="RequestId">The request that is answered.</param>
    [StreamEvent("result")]
    public sealed record Result(
        string MessageId,
        [property: JsonPropertyName("content")] string Content,
        bool IsFinal = true,
        string? RequestId = null) : AgentEvent(MessageId, IsFinal, RequestId)
    {
        /// <summary>Always <c>result</c>.</summary>
        [JsonPropertyName("message_type")]
        public string MessageType => "result";
    }

    /// <summary>The agent has failed: the last event. It is also what a client gets when the producer throws.</summary>
    /// <param name="ErrorCode">A short code that programs can compare.</param>
    /// <param name="Message">A sentence for people.</param>
    /// <param name="MessageId">Which message this belongs to; none for the stream as a whole.</param>
    /// <param name="RequestId">The request that failed.</param>
    [StreamEvent("error", Terminal = true, Error = true)]
    public sealed record Error(
        [property: JsonPropertyName("error_code")] string ErrorCode,
        [property: JsonPropertyName("message")] string Message,
        string? MessageId = null,
        string? RequestId = null) : AgentEvent(MessageId, isFinal: true, RequestId)
    {
        /// <summary>Always <c>error</c>.</summary>
        [JsonPropertyName("message_type")]
        public string MessageType => "error";
    }
}
