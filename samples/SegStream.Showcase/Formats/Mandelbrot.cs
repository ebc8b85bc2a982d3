namespace Showcase.Formats;

/// <summary>Draws the Mandelbrot set with letters.</summary>
internal static class Mandelbrot
{
    private const string Shades = " .:-=+*#%";
    private const char Inside = '@';
    private const int MaxSteps = 600_000;
    private const double ShadesPerDoubling = 1.4;
    private const double Left = -2.1;
    private const double Right = 0.7;
    private const double Top = 1.15;

    // A letter is about twice as high as it is wide.
    private const double LetterShape = 0.5;

    /// <summary>The picture, row by row from the top.</summary>
    /// <param name="width">Letters per row.</param>
    /// <returns>Rows that end with a line feed.</returns>
    public static IEnumerable<string> Rows(int width)
    {
        var step = (Right - Left) / width;
        var rows = (int)(2 * Top / step * LetterShape);
        for (var row = 0; row < rows; row++)
        {
            var y = Top - (row * step / LetterShape);
            yield return string.Create(width + 1, (y, step), static (letters, at) =>
            {
                for (var column = 0; column < letters.Length - 1; column++)
                {
                    letters[column] = Shade(Left + (column * at.step), at.y);
                }

                letters[^1] = '\n';
            });
        }
    }

    private static char Shade(double x, double y)
    {
        double a = 0;
        double b = 0;
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            (a, b) = ((a * a) - (b * b) + x, (2 * a * b) + y);
            if ((a * a) + (b * b) > 4)
            {
                return Shades[Math.Min((int)(Math.Log2(steps + 1) * ShadesPerDoubling), Shades.Length - 1)];
            }
        }

        return Inside;
    }
}
