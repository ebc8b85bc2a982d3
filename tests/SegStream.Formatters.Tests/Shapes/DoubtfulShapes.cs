using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegStream.Formatters.Tests.Shapes;

public sealed record Cyclic(int Number, Cyclic? Next);

public sealed record CyclicByList(List<CyclicByList> Children);

public sealed record Nothing;

public sealed record WithNothing(int Number, Nothing Inner);

public sealed record WithObject(object? Value);

public sealed record WithMap(Dictionary<string, int> Map);

public sealed record WithBase64(byte[] Data);

public sealed record WithUri(Uri? Link);

public sealed record WithTuple((int, int) Pair);

public sealed record WithInterface(INamed? Named);

public sealed record WithSet(HashSet<int> Set);

public sealed record WithConverter([property: JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] DayOfWeek Day);

[JsonConverter(typeof(JsonStringEnumConverter<Worded>))]
public enum Worded { One }

public sealed record WithConvertedEnum(Worded Word);

public sealed record WithOrder([property: JsonPropertyOrder(2)] int A, int B);

public sealed record WithCondition([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? A);

[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
public sealed record WithNumbersAsText(int A);

public sealed record WithPropertyAsText([property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] int A);

public sealed record WithPart(int A, WithNumbersAsText? Part);

public sealed class WithField
{
    public int A { get; init; }

    [JsonInclude]
    public int B = 1;
}

public sealed class WithIncluded
{
    public int A { get; init; }

    [JsonInclude]
    internal int B { get; init; }
}

public sealed class WithMore
{
    public int A { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; init; }
}

[JsonDerivedType(typeof(Cat), "cat")]
public class Animal
{
    public string? Name { get; init; }
}

public sealed class Cat : Animal
{
    public int Lives { get; init; }
}

public class Virtual
{
    public virtual int A { get; init; }
}

public sealed class Overriding : Virtual
{
    public override int A { get; init; }
}

public sealed class Hiding : Virtual
{
    public new string? A { get; init; }
}

public sealed class Listed : IEnumerable<int>
{
    public int A { get; init; }

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, A % 3).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed record Notified(int A) : IJsonOnSerializing
{
    public void OnSerializing() => Calls++;

    [JsonIgnore]
    public int Calls { get; private set; }
}
