namespace SegStream.Generators.Reading;

/// <summary>FNV-1a with 64 bits. What is compared are two states of one file, so that a clash is a matter of 1 in 2^64.</summary>
internal static class Fnv
{
    public const ulong Start = 14695981039346656037UL;

    public static ulong Add(ulong hash, char character) => unchecked((hash ^ character) * 1099511628211UL);

    /// <summary>Adds a text and its end, so that neighbours cannot exchange characters.</summary>
    public static ulong Add(ulong hash, string text)
    {
        foreach (var character in text)
        {
            hash = Add(hash, character);
        }

        return Add(hash, '\0');
    }

    /// <summary>A number for a name.</summary>
    public static int Name(string name)
    {
        var hash = Add(Start, name);
        return unchecked((int)(hash ^ (hash >> 32)));
    }
}
