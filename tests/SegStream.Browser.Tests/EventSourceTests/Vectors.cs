namespace SegStream.Browser.Tests.EventSourceTests;

/// <summary>What is sent to the browser, from WHATWG HTML, section 9.2: everything that data, names and ids may be.</summary>
public static class Vectors
{
    private const int LargeCharacters = 1_000_000;

    public static IReadOnlyList<Vector> All { get; } =
    [
        new("plain"),
        new("line one\nline two"),
        new("line one\rline two"),
        new("line one\r\nline two"),
        new("\n"),
        new("\r\n\r\n"),
        new("ends with a line feed\n"),
        new("\rbegins with a carriage return"),
        new(""),
        new("", Name: "named-and-empty"),
        new(" one space goes first"),
        new("  two spaces go first"),
        new("\ttab\tinside\t"),
        new("a: colon, :another"),
        new(": looks like a comment"),
        new("data: looks like a field"),
        new("event: nothing\n\nid: nothing"),
        new("Grüße, žluťoučký kůň, 数据流, поток"),
        new("👋🏽 🏳️‍🌈 \U0001F9D1\u200D\U0001F4BB"),
        new("\uFEFFbyte order mark at the start"),
        new("\u0000\u0001\u001B controls \u007F"),
        new("\u2028\u2029\u0085 separators that are not line ends"),
        new("{\"json\":[1,2,{\"deep\":\"\\n\"}]}"),
        new("named", Name: "progress"),
        new("name with spaces and : colons", Name: "a name: with, marks"),
        new("name beyond ASCII", Name: "fertig ✓"),
        new("unnamed again"),
        new("with an id", Id: "1"),
        new("keeps the id"),
        new("id of letters", Name: "progress", Id: "löschen-ü-42 : x"),
        new(new string('x', LargeCharacters)),
        new(string.Join('\n', Enumerable.Range(0, 5_000).Select(line => $"line {line} é"))),
        new("after the large ones", Id: "last"),
    ];
}
