using System.Collections.Concurrent;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>All that a request can have for a leaf.</summary>
internal static class Variants
{
    private static readonly ConcurrentDictionary<Leaf, IReadOnlyList<Variant>> Known = new();

    public static IReadOnlyList<Variant> Of(Leaf leaf) => Known.GetOrAdd(leaf, static leaf => leaf.Source == LeafSource.File ? Files : [.. Make(leaf)]);

    private static IReadOnlyList<Variant> Files =>
    [
        new("file", ["a.txt|content"]), Variant.Missing, new("empty file", ["e.txt|"]), new("two files", ["a.txt|1", "b.txt|2"]), new("unicode", ["ü😀.txt|ü"]),
        new("no file name", ["|content"]), new("path", ["../a/b.txt|x"]), new("other case", ["a.txt|x"]) { IsUpper = true },
    ];

    private static IEnumerable<Variant> Make(Leaf leaf)
    {
        var texts = Texts.For(leaf.Type);
        yield return Variant.Missing;
        foreach (var text in texts)
        {
            yield return new Variant($"'{text}'", [text]);
        }

        if (leaf.Source == LeafSource.Route)
        {
            yield break;
        }

        yield return new Variant("twice", [texts[0], texts[0]]);
        yield return new Variant("right and wrong", [texts[0], "@"]);
        yield return new Variant("wrong and right", ["@", texts[0]]);
        yield return new Variant("right and empty", [texts[0], ""]);
        yield return new Variant("empty twice", ["", ""]);
        yield return new Variant("three", [texts[0], "", texts[0]]);
        yield return new Variant("other case", [texts[0]]) { IsUpper = true };
        yield return new Variant("both cases", [texts[0], "8"]) { IsSecondUpper = true };
        yield return new Variant("no equals", [texts[0]]) { HasNoEquals = true };
        yield return new Variant("long", [new string('9', 3000)]);
        yield return new Variant("many", [.. Enumerable.Repeat(texts[0], 100)]);
    }
}
