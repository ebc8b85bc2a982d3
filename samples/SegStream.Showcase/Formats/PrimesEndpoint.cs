using SegStream;

namespace Showcase.Formats;

/// <summary>Prime numbers as a JSON stream; the client's <c>Accept</c> header chooses among three formats.</summary>
public static class PrimesEndpoint
{
    private const int MaxCount = 10_000;
    private const long MaxFrom = 1_000_000_000_000_000;

    // curl -N -H 'Accept: application/json-seq' 'http://127.0.0.1:5180/formats/primes?count=40'
    [JsonStream("/formats/primes")]
    public static IEnumerable<Prime> Primes(CancellationToken ct, int count = 40, long from = 100_000_000_000_000)
    {
        if (count is < 1 or > MaxCount)
        {
            throw new BadHttpRequestException($"The count has to be between 1 and {MaxCount}.");
        }

        if (from is < 2 or > MaxFrom)
        {
            throw new BadHttpRequestException($"The search has to begin between 2 and {MaxFrom}.");
        }

        return PrimeSearch.From(from, count, ct);
    }
}
