using System.Text;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Bodies of requests.</summary>
internal static class Contents
{
    private const string Json = "application/json";
    private const string Encoded = "application/x-www-form-urlencoded";

    public static IReadOnlyList<(string Name, Func<HttpContent>? Content)> Bodies { get; } =
    [
        .. new[]
        {
            "{\"id\":5,\"name\":\"ü😀\"}", "{\"Id\":5}", "{\"ID\":5,\"id\":6}", "{}", "null", "5", "-1", "\"5\"", "\"text\"", "true", "[]", "[1,2]", "[1,null]", "[\"a\",null]", "{\"a\":1,\"b\":2}", "{\"width\":1,\"height\":2}",
            "{\"id\":\"x\"}", "{\"id\":99999999999}", "{\"id\":1.5}", "{\"id\":null}", "{\"id\":5,\"more\":[{}]}", "{", "}", "{\"id\":5,}", "{/* */}", "{\"id\":5} x", "\"Friday\"", "\"\\ud83d\"", " \n 5 \t", "",
            " ", "NaN", new string('[', 200) + new string(']', 200), "\ufeff5",
        }.Select(text => (Trim(text), (Func<HttpContent>?)(() => TestRequest.Bytes(text, Json)))),
        .. new[] { null, "", "text/plain", "text/json", "application/vnd.x+json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json; charset=nonsense", "multipart/form-data", "application/xml", "*/*", "json" }
            .Select(type => ("type " + type, (Func<HttpContent>?)(() => TestRequest.Bytes("{\"id\":5}", type)))),
        ("utf-16", () => TestRequest.Bytes("{\"id\":5}", "application/json; charset=utf-16", Encoding.Unicode)),
        ("latin-1", () => TestRequest.Bytes("\"ü\"", "application/json; charset=iso-8859-1", Encoding.Latin1)),
        ("empty of no type", () => TestRequest.Bytes("", null)),
        ("nothing of another type", () => TestRequest.Bytes("", "text/plain")),
    ];

    public static IReadOnlyList<(string Name, Func<HttpContent>? Content)> Forms { get; } =
    [
        .. new[] { "x=5", "x=5&x=6", "X=5", "x=", "x", "=5", "", "&&", "x=%zz", "x=%00", "x=a+b", "x=5;y=6", "the-x=2020-01-02&y=", "y=5", "x=%F0%9F%98%80", "x=1,5", new string('k', 3000) + "=1", "x=" + new string('9', 100_000) }
            .Select(text => (Trim(text), (Func<HttpContent>?)(() => TestRequest.Bytes(text, Encoded)))),
        ("too many fields", () => TestRequest.Bytes(string.Join('&', Enumerable.Range(0, 1100).Select(index => $"k{index}=1")), Encoded)),
        .. new[] { null, "", "text/plain", Json, "application/x-www-form-urlencoded; charset=utf-8", "APPLICATION/X-WWW-FORM-URLENCODED", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=b", "multipart/mixed; boundary=b" }
            .Select(type => ("type " + type, (Func<HttpContent>?)(() => TestRequest.Bytes("x=5", type)))),
        .. new[]
        {
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n5\r\n--b--\r\n", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n5", "--b--\r\n", "--b\r\n\r\n5\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=x; filename=f\r\n\r\n5\r\n--b--\r\n", "--b\r\nContent-Disposition: form-data; name=x; filename*=UTF-8''%c3%bc\r\nContent-Type: text/x\r\n\r\n\r\n--b--\r\n",
            "--b\r\nContent-Disposition: attachment\r\n\r\n5\r\n--b--\r\n", "--c\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n5\r\n--c--\r\n",
        }.Select(text => ("multipart " + Trim(text), (Func<HttpContent>?)(() => TestRequest.Bytes(text, "multipart/form-data; boundary=b")))),
    ];

    /// <summary>Bodies for those that read none.</summary>
    public static IReadOnlyList<(string Name, Func<HttpContent>? Content)> Unexpected { get; } =
    [
        ("unexpected JSON", () => TestRequest.Bytes("{}", Json)),
        ("unexpected form", () => TestRequest.Bytes("x=1", Encoded)),
    ];

    public static string RightBody(Signature signature)
    {
        var type = signature.Leaves.First(leaf => leaf.Source == LeafSource.Body).Type;
        return type == typeof(string) ? "\"text\"" : type == typeof(int) || type == typeof(DayOfWeek?) ? "5" : type == typeof(List<int>) ? "[1,2]" : type == typeof(string[]) ? "[\"a\"]" : "{\"id\":5}";
    }

    /// <summary>The form of a request that has a variant for each leaf.</summary>
    public static HttpContent Form(IReadOnlyList<KeyValuePair<Leaf, Variant>> leaves, bool isMultipart)
    {
        if (!isMultipart)
        {
            return TestRequest.Bytes(string.Join('&', leaves.SelectMany(pair => pair.Value.Pairs(pair.Key.Key))), Encoded);
        }

        var content = new MultipartFormDataContent("boundary");
        foreach (var (leaf, variant) in leaves)
        {
            for (var index = 0; index < variant.Texts.Count; index++)
            {
                Add(content, leaf, variant.NameOf(leaf.Key, index), variant.Texts[index]);
            }
        }

        return content;
    }

    private static void Add(MultipartFormDataContent content, Leaf leaf, string name, string text)
    {
        var parts = text.Split('|', 2);
        if (leaf.Source == LeafSource.File && parts[0].Length > 0)
        {
            content.Add(new StringContent(parts[1]), name, parts[0]);
        }
        else
        {
            content.Add(new StringContent(leaf.Source == LeafSource.File ? parts[1] : text), name);
        }
    }

    private static string Trim(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
