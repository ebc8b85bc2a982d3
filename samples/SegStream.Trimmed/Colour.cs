using System.Diagnostics.CodeAnalysis;

namespace Trimmed;

/// <summary>A type of the application that is read from text.</summary>
public readonly record struct Colour(string Name) : IParsable<Colour>
{
    public static Colour Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var colour) ? colour : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Colour result)
    {
        result = new Colour(s ?? "");
        return s is "red" or "green";
    }
}
