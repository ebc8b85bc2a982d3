using System.Runtime.CompilerServices;

namespace SegStream.Framing;

/// <summary>What may stand in the one-line fields of Server-Sent Events (WHATWG HTML, section 9.2).</summary>
internal static class SseFields
{
    /// <summary>Refuses an event name that would end its line, or that has a NUL.</summary>
    /// <exception cref="ArgumentException">It has a CR, LF or NUL.</exception>
    public static void ValidateEventName(string? name, [CallerArgumentExpression(nameof(name))] string? parameter = null) => Validate("event", name, parameter);

    /// <summary>Refuses an id that would end its line, or that clients ignore because of a NUL, so that they resume from the wrong place.</summary>
    /// <exception cref="ArgumentException">It has a CR, LF or NUL.</exception>
    public static void ValidateId(string? id, [CallerArgumentExpression(nameof(id))] string? parameter = null) => Validate("id", id, parameter);

    /// <summary>Refuses a comment that would end its line, or that has a NUL.</summary>
    /// <exception cref="ArgumentException">It has a CR, LF or NUL.</exception>
    public static void ValidateComment(string? comment, [CallerArgumentExpression(nameof(comment))] string? parameter = null) => Validate("comment", comment, parameter);

    private static void Validate(string field, string? value, string? parameter)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException($"The \"{field}\" field of a server-sent event cannot carry a CR, LF or NUL character.", parameter);
        }
    }
}
