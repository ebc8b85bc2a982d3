using System.Globalization;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A value that implements <see cref="IParsable{TSelf}"/> explicitly.</summary>
internal readonly record struct Kelvin(double Degrees) : IParsable<Kelvin>
{
    static Kelvin IParsable<Kelvin>.Parse(string s, IFormatProvider? provider) => new(double.Parse(s, NumberStyles.Float, provider));

    static bool IParsable<Kelvin>.TryParse(string? s, IFormatProvider? provider, out Kelvin result)
    {
        var isValid = double.TryParse(s?.TrimEnd('K'), NumberStyles.Float, provider, out var degrees);
        result = new Kelvin(degrees);
        return isValid;
    }
}
