namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A value that reads itself without a format provider.</summary>
internal sealed record Plate(string Text)
{
    public static bool TryParse(string text, out Plate? value)
    {
        value = text.Length is > 0 and <= 8 ? new Plate(text.ToUpperInvariant()) : null;
        return value is not null;
    }
}
