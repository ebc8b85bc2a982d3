namespace Showcase.Formats;

/// <summary>Finds primes by trial division: slow on purpose, so that each one is a little work.</summary>
internal static class PrimeSearch
{
    private const int DivisionsBetweenLooks = 1 << 16;

    /// <summary>The primes from a number upwards.</summary>
    /// <param name="from">Where to begin, 2 or more.</param>
    /// <param name="count">How many to find.</param>
    /// <param name="ct">Stops the search.</param>
    public static IEnumerable<Prime> From(long from, int count, CancellationToken ct)
    {
        var start = from;
        long divisions = 0;
        var found = 0;
        for (var candidate = from; found < count; candidate++)
        {
            if (IsPrime(candidate, ref divisions, ct))
            {
                yield return new Prime(++found, candidate, candidate - start, divisions);
                start = candidate;
                divisions = 0;
            }
        }
    }

    private static bool IsPrime(long number, ref long divisions, CancellationToken ct)
    {
        if (number % 2 == 0)
        {
            return number == 2;
        }

        for (long divisor = 3; divisor <= number / divisor; divisor += 2)
        {
            if (divisions++ % DivisionsBetweenLooks == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            if (number % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
