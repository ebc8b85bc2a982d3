using System.Text.Json.Serialization;

namespace SegStream.Vocabulary;

/// <summary>The events that SegStream brings along: <see cref="StandardEvent"/>, <see cref="AgentEvent"/> and <see cref="JobEvent"/>.</summary>
public static class StreamVocabulary
{
    /// <summary>
    /// How they are serialized, made at compile time. <c>AddSegStream</c> adds it to the application's JSON options as the last resort, and it also stands behind a context that an
    /// endpoint names, so an application needs it only to serialize the events by itself, as a client does.
    /// </summary>
    public static JsonSerializerContext JsonContext => VocabularyJson.Default;
}
