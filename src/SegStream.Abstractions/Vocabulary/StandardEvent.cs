using System.Text.Json.Serialization;

namespace SegStream.Vocabulary;

/// <summary>
/// Events that nearly every long piece of work has: it starts, gets further, yields content, and is done or fails. A union to stream as it is, or to include in one of
/// your own: <c>[StreamEvents(typeof(StandardEvent))]</c>.
/// </summary>
/// <remarks>
/// The names of the JSON properties are part of the vocabulary and do not follow the naming policy of the application; properties without a value are left out. No
/// <see cref="JsonSerializerContext"/> has to name the types: see <see cref="StreamVocabulary"/>.
/// </remarks>
[StreamEvents]
public abstract partial record StandardEvent
{
    /// <summary>The work has begun.</summary>
    /// <param name="Message">What is being done, for people.</param>
    /// <param name="Total">How many steps there are, in the unit of <see cref="Progress.Current"/>; none when it is not known.</param>
    [StreamEvent("start")]
    public sealed record Start(
        [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null,
        [property: JsonPropertyName("total"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null) : StandardEvent;

    /// <summary>The work has come further.</summary>
    /// <param name="Percent">How much is done, 0 to 100.</param>
    /// <param name="Current">Steps done; none where they are not counted.</param>
    /// <param name="Total">All steps; none where they are not counted.</param>
    /// <param name="Message">What is being done now, for people.</param>
    [StreamEvent("progress")]
    public sealed record Progress(
        [property: JsonPropertyName("percent")] int Percent,
        [property: JsonPropertyName("current"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Current = null,
        [property: JsonPropertyName("total"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null,
        [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null) : StandardEvent;

    /// <summary>A piece of the result, such as a token of a model's answer.</summary>
    /// <param name="Text">The piece. All pieces in their order are the result.</param>
    [StreamEvent("content")]
    public sealed record Content([property: JsonPropertyName("text")] string Text) : StandardEvent;

    /// <summary>The work is complete: the last event.</summary>
    /// <param name="Message">The outcome, for people.</param>
    [StreamEvent("done", Terminal = true)]
    public sealed record Done(
        [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null) : StandardEvent;

    /// <summary>The work has failed: the last event. It is also what a client gets when the producer throws.</summary>
    /// <param name="ErrorCode">A short code that programs can compare.</param>
    /// <param name="Message">A sentence for people.</param>
    [StreamEvent("error", Terminal = true, Error = true)]
    public sealed record Error(
        [property: JsonPropertyName("error_code")] string ErrorCode,
        [property: JsonPropertyName("message")] string Message) : StandardEvent;
}
