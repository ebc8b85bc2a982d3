using System.Globalization;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A value with both forms of <c>TryParse</c>, of which the one with a format provider counts.</summary>
internal readonly record struct Width(string Text)
{
    public static bool TryParse(string text, out Width value)
    {
        value = new Width("without " + text);
        return true;
    }

    public static bool TryParse(string? text, IFormatProvider? provider, out Width value)
    {
        value = new Width(((provider as CultureInfo)?.Name ?? "none") + " " + text);
        return text != "bad";
    }
}
