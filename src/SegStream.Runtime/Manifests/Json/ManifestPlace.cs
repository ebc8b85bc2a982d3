using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>A value in a manifest that is being read, with the place for error messages.</summary>
internal readonly struct ManifestPlace(JsonElement element, string path)
{
    public ManifestPlace Member(string name) => new(Require(name, JsonValueKind.Object, "an object"), Path(name));

    public IEnumerable<ManifestPlace> List(string name)
    {
        var place = Path(name);
        return Require(name, JsonValueKind.Array, "an array").EnumerateArray().Select((item, index) => new ManifestPlace(item, $"{place}[{index}]"));
    }

    public IEnumerable<ManifestPlace> OptionalList(string name) => Find(name) is null ? [] : List(name);

    public Dictionary<string, JsonElement> Members() =>
        element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong(path, "a string");

    public string Text(string name) => Require(name, JsonValueKind.String, "a string").GetString()!;

    public string? OptionalText(string name) => Find(name) is null ? null : Text(name);

    public bool Flag(string name) => Find(name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Wrong(Path(name), "true or false"),
    };

    public int Int(string name) => Require(name, JsonValueKind.Number, "a number").TryGetInt32(out var number) ? number : throw Wrong(Path(name), "a whole number of 32 bits");

    public int? OptionalInt(string name) => Find(name) is null ? null : Int(name);

    public double? OptionalNumber(string name) => Find(name) is null ? null : Require(name, JsonValueKind.Number, "a number").GetDouble();

    public T Word<T>(string name)
        where T : struct, Enum =>
        ManifestWords.TryParse<T>(Text(name), out var value)
            ? value
            : throw Wrong(Path(name), "one of " + string.Join(", ", Enum.GetValues<T>().Select(ManifestWords.Of)));

    public JsonElement? OptionalElement(string name) => Find(name);

    /// <summary>A JSON Schema: an object, or true for everything and false for nothing.</summary>
    public JsonElement Schema(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False } schema ? schema : throw Wrong(Path(name), "a JSON Schema");

    private JsonElement? Find(string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.TryGetProperty(name, out var value) ? value : null,
        _ => throw Wrong(path, "an object"),
    };

    private JsonElement Require(string name, JsonValueKind kind, string what) =>
        Find(name) is { } value && value.ValueKind == kind ? value : throw Wrong(Path(name), what);

    private string Path(string name) => $"{path}: {name}";

    private static FormatException Wrong(string place, string wanted) => new($"{place} has to be {wanted}.");
}
