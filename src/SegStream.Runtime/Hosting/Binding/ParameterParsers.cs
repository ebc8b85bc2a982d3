using System.ComponentModel;
using System.Globalization;

namespace SegStream.Hosting;

/// <summary>Reads parameters from their text with the rules of ASP.NET Core's minimal APIs, in the invariant culture. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterParsers
{
    /// <summary>Reads a type that can read itself.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool Parsable<T>(string text, out T? value)
        where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads an enum from its number or the names of its members, which are compared with case.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool Enum<T>(string text, out T value)
        where T : struct, Enum =>
        System.Enum.TryParse(text, out value);

    /// <summary>Reads an absolute or relative URI.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool Uri(string text, out Uri? value) => System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    /// <summary>Reads a time. One with an offset becomes UTC, one without stays unspecified.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool DateTime(string text, out DateTime value) =>
        System.DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>Reads a time with its offset. One without is taken as UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool DateTimeOffset(string text, out DateTimeOffset value) =>
        System.DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out value);
}
