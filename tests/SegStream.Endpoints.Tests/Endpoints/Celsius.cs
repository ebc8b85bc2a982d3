using System.Globalization;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>A value that reads itself without <see cref="IParsable{TSelf}"/>.</summary>
public sealed class Celsius
{
    public double Degrees { get; private init; }

    public static bool TryParse(string? text, IFormatProvider? provider, out Celsius? value)
    {
        var isValid = double.TryParse(text?.TrimEnd('C'), NumberStyles.Float, provider, out var degrees);
        value = isValid ? new Celsius { Degrees = degrees } : null;
        return isValid;
    }
}
