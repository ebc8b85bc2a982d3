using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Vocabulary;

/// <summary>
/// The life of a job that runs somewhere and is watched by whoever wants to know. A union to stream as it is, or to include in one of your own, which adds events of the
/// application: <c>[StreamEvents(typeof(JobEvent))]</c>.
/// </summary>
/// <remarks>The names of the JSON properties are part of the vocabulary, as with <see cref="StandardEvent"/>.</remarks>
[StreamEvents]
public abstract partial record JobEvent
{
    private protected JobEvent(string? jobId) => JobId = jobId;

    /// <summary>The job; none where the stream is that of one job.</summary>
    [JsonPropertyName("job_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? JobId { get; init; }

    /// <summary>The job has begun.</summary>
    /// <param name="Name">What is done, for people.</param>
    /// <param name="Total">How many steps there are; none when it is not known.</param>
    /// <param name="JobId">The job.</param>
    [StreamEvent("task_started")]
    public sealed record TaskStarted(
        [property: JsonPropertyName("name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
        [property: JsonPropertyName("total"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null,
        string? JobId = null) : JobEvent(JobId);

    /// <summary>The job has come further.</summary>
    /// <param name="Percent">How much is done, 0 to 100.</param>
    /// <param name="Current">Steps done; none where they are not counted.</param>
    /// <param name="Total">All steps; none where they are not counted.</param>
    /// <param name="Message">What is being done now, for people.</param>
    /// <param name="JobId">The job.</param>
    [StreamEvent("task_progress")]
    public sealed record TaskProgress(
        [property: JsonPropertyName("percent")] int Percent,
        [property: JsonPropertyName("current"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Current = null,
        [property: JsonPropertyName("total"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null,
        [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null,
        string? JobId = null) : JobEvent(JobId);

    /// <summary>The job is complete: the last event.</summary>
    /// <param name="Result">What has come of it, as JSON. A union of your own can have a case with a result of its own type instead.</param>
    /// <param name="JobId">The job.</param>
    [StreamEvent("task_completed", Terminal = true)]
    public sealed record TaskCompleted(
        [property: JsonPropertyName("result"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Result = null,
        string? JobId = null) : JobEvent(JobId);

    /// <summary>The job has failed: the last event. It is also what a client gets when the producer throws.</summary>
    /// <param name="ErrorCode">A short code that programs can compare.</param>
    /// <param name="Message">A sentence for people.</param>
    /// <param name="JobId">The job.</param>
    [StreamEvent("task_failed", Terminal = true, Error = true)]
    public sealed record TaskFailed(
        [property: JsonPropertyName("error_code")] string ErrorCode,
        [property: JsonPropertyName("message")] string Message,
        string? JobId = null) : JobEvent(JobId);
}
