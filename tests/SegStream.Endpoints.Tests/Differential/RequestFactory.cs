using System.Text;
using System.Text.RegularExpressions;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Makes the requests for a signature: a right one, each thing wrong in each way, and random mixtures.</summary>
internal sealed partial class RequestFactory(Signature signature, int seed)
{
    private readonly Random _random = new(seed);

    public IEnumerable<TestRequest> All()
    {
        var values = signature.Leaves.Where(leaf => leaf.Source is not LeafSource.Body).ToList();
        var right = values.ToDictionary(leaf => leaf, Right);
        yield return Build("right", right);
        yield return Build("nothing", values.ToDictionary(leaf => leaf, _ => Variant.Missing));
        yield return Build("wrong method", right, method: signature.HttpMethod == "DELETE" ? "POST" : "DELETE");
        foreach (var leaf in values)
        {
            foreach (var variant in Variants.Of(leaf))
            {
                yield return Build(leaf.Key + " " + variant.Name, new Dictionary<Leaf, Variant>(right) { [leaf] = variant });
            }
        }

        foreach (var culture in new[] { "de-DE", "tr-TR", "ar-SA", "fa-IR" })
        {
            foreach (var text in new[] { "1,5", "1.5", "-5", "13.12.2020", "2020-01-02", "Friday" })
            {
                yield return Build("culture " + culture, values.ToDictionary(leaf => leaf, leaf => leaf.Source == LeafSource.File ? Right(leaf) : new Variant(text, [text])), culture: culture);
            }
        }

        foreach (var (name, content) in signature.HasForm ? Contents.Forms : signature.HasBody ? Contents.Bodies : Contents.Unexpected)
        {
            yield return Build(name, right, content);
        }

        for (var index = 0; index < 20 && values.Count > 1; index++)
        {
            yield return Build("random", values.ToDictionary(leaf => leaf, leaf => _random.Next(3) == 0 ? right[leaf] : Variants.Of(leaf)[_random.Next(Variants.Of(leaf).Count)]), signature.HasBody ? Contents.Bodies[_random.Next(Contents.Bodies.Count)].Content : null);
        }
    }

    private static Variant Right(Leaf leaf) => leaf.Source == LeafSource.File ? Variants.Of(leaf)[0] : new Variant("right", [Texts.For(leaf.Type)[0]]);

    private TestRequest Build(string name, Dictionary<Leaf, Variant> variants, Func<HttpContent>? content = null, string? method = null, string culture = "")
    {
        var query = string.Join('&', variants.Where(pair => pair.Key.Source == LeafSource.Query).SelectMany(pair => pair.Value.Pairs(pair.Key.Key)));
        var form = variants.Where(pair => pair.Key.Source is LeafSource.Form or LeafSource.File).ToList();
        return new TestRequest
        {
            Case = name,
            Method = method ?? signature.HttpMethod,
            Target = Path(variants) + (query.Length > 0 ? "?" + query : ""),
            Headers = [.. variants.Where(pair => pair.Key.Source == LeafSource.Header).SelectMany(pair => pair.Value.Texts.Where(IsHeader).Select(text => (pair.Value.NameOf(pair.Key.Key), text)))],
            Content = content ?? (signature.HasForm ? () => Contents.Form(form, signature.Leaves.Any(leaf => leaf.Source == LeafSource.File) || name.Length % 2 == 0) : signature.HasBody ? () => TestRequest.Bytes(Contents.RightBody(signature), "application/json") : null),
            Culture = culture,
        };
    }

    private string Path(Dictionary<Leaf, Variant> variants)
    {
        var path = RouteParameter().Replace(signature.Route, match =>
        {
            var leaf = variants.Keys.FirstOrDefault(leaf => leaf.Source == LeafSource.Route && string.Equals(leaf.Key, match.Groups["name"].Value, StringComparison.OrdinalIgnoreCase));
            var text = leaf is null ? "1" : variants[leaf].Texts.Count == 0 ? "" : variants[leaf].Texts[0];
            return match.Groups["star"].Length == 2 ? string.Join('/', text.Split('/').Select(Uri.EscapeDataString)) : Escape(text);
        });
        return path.Contains("//", StringComparison.Ordinal) ? path.Replace("//", "/", StringComparison.Ordinal) : path;
    }

    // A lone surrogate cannot be escaped; the bytes that stand for it in wrong encoders are what a server may see.
    public static string Escape(string text) => text == "\ud83d" ? "%ED%A0%BD" : Uri.EscapeDataString(text);

    private static bool IsHeader(string text) => text.All(character => character is >= ' ' and < (char)127) && Encoding.ASCII.GetByteCount(text) == text.Length;

    [GeneratedRegex(@"\{(?<star>\*{0,2})(?<name>[\w-]+)((\(.*?\))|\{\{.*?\}\}|[^{}])*\}")]
    private static partial Regex RouteParameter();
}
