using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>Reads a parameter from its text. Used by generated code.</summary>
/// <typeparam name="T">The type of the parameter.</typeparam>
/// <param name="text">The text.</param>
/// <param name="value">The value; not null when the text was read.</param>
/// <returns>Whether the text could be read.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool ParameterParser<T>(string text, out T? value);
