namespace SegStream.Architecture.Tests;

/// <summary>Fails with every finding on a line of its own: who mends them needs the whole list.</summary>
internal static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        var list = findings.ToArray();
        Assert.True(list.Length == 0, string.Join('\n', [$"{list.Length} findings:", .. list]));
    }
}
