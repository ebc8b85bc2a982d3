using System.Text.Json.Serialization;

namespace SegStream.Formatters.Tests.Shapes;

public sealed record Progress(int Finished, int Total);

public sealed record Integers(sbyte A, byte B, short C, ushort D, int E, uint F, long G, ulong H);

public sealed record NullableIntegers(sbyte? A, byte? B, short? C, ushort? D, int? E, uint? F, long? G, ulong? H);

public sealed record Fractions(float Single, double Double, decimal Decimal);

public sealed record NullableFractions(float? Single, double? Double, decimal? Decimal);

public sealed record Texts(string Text, string? Maybe, char Character, char? MaybeCharacter);

public sealed record Switches(bool On, bool? Maybe);

public sealed record Times(DateTime DateTime, DateTimeOffset Offset, DateOnly Date, TimeOnly Time, TimeSpan Span);

public sealed record NullableTimes(DateTime? DateTime, DateTimeOffset? Offset, DateOnly? Date, TimeOnly? Time, TimeSpan? Span);

public sealed record Ids(Guid Id, Guid? Maybe);

public enum Bytes : byte { One = 1, Two = 2 }

public enum Shorts : short { Minus = -1 }

[Flags]
public enum Longs : ulong { All = ulong.MaxValue }

public enum Signed : long { Least = long.MinValue }

public sealed record Enums(Bytes A, Shorts B, DayOfWeek C, Longs D, Signed E);

public sealed record NullableEnums(Bytes? A, Shorts? B, DayOfWeek? C, Longs? D, Signed? E);

public readonly record struct Point(double X, double Y);

public sealed record Segment(Point From, Point? To);

public sealed record Polygon(string Name, Point[] Corners, List<Point?> Others, Segment? Last, Segment First);

public struct Mutable
{
    private int _value;

    public int Value { get => _value; set => _value = value; }

    public string? Text { get; set; }

    public readonly int Doubled => unchecked(_value * 2);
}

public sealed class Guarded
{
    public static int Shared => 1;

    public int Number { get; set; }

    internal string? Hidden { get; set; }

    private string? Secret { get; set; }

    public string? WriteOnly { set => Secret = value; }

    public string? HalfHidden { private get; set; }

    public int this[int index] => index;

    public string? Text { get; private set; }

    public readonly int Field;
}

public class Ground
{
    public string? Base { get; init; }

    public int Shared { get; init; }
}

public class Floor : Ground
{
    public virtual long Middle { get; init; }
}

public sealed class Roof : Floor, IDisposable
{
    public required string? Top { get; init; }

    public void Dispose()
    {
    }
}

public sealed record Level1(Level2? Next, int Number);

public sealed record Level2(Level3? Next, string? Text);

public sealed record Level3(Level4 Next, Level4? Other);

public readonly record struct Level4(Level5? Next);

public sealed class Level5
{
    public List<Level6?>? Items { get; init; }
}

public sealed record Level6(bool Leaf);

public sealed record Numbers(int[] A, string?[]? B, double[] C, decimal?[]? D);

public sealed record Lists(List<string?> A, List<int?>? B, List<Guid> C, List<Progress?>? D, List<byte> E);

public sealed record Views(IReadOnlyList<string?> A, IReadOnlyList<long>? B, IReadOnlyList<Progress?> C);

public sealed record Jagged(int[][] A, List<List<string?[]?>?>? B, IReadOnlyList<Point[]> C);

public sealed record Envelope<T>(long Sequence, T? Body, List<T?>? More);

public sealed record Pair<TFirst, TSecond>(TFirst First, TSecond Second)
    where TFirst : struct;

public sealed record Keywords(int @class, string? @event, bool @namespace, int await, int record, int value, int writer, int member1);

public sealed record Names(int Größe, int 名, int URL, int iPhone, int A, int X1Y2, int _leading, int HTTPSPort);

public interface INamed
{
    string? Name { get; }
}

public sealed record Named(string? Name, int Age) : INamed
{
    public string Greeting => "Hello <" + Name + ">";

}

#nullable disable
public sealed class Oblivious
{
    public string Text { get; set; }

    public Progress Inner { get; set; }

    public List<string> Items { get; set; }
}
#nullable restore

public sealed record Wide(
    int A1, string? A2, double A3, bool A4, DateTime A5, Guid A6, long A7, string? A8, decimal A9, char A10,
    int? B1, string? B2, double? B3, bool? B4, DateTime? B5, Guid? B6, long? B7, string? B8, decimal? B9, char? B10);

public sealed record Renamed
{
    [JsonPropertyName("a \"name\" <b>&\u2028 ü")]
    public int First { get; init; }

    [JsonIgnore]
    public string? Secret { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Always)]
    public object? Anything { get; init; }

    [JsonPropertyName("")]
    public int Empty { get; init; }

    [JsonRequired]
    public int Required { get; init; }

    [Description("means nothing to the serializer")]
    public int Described { get; init; }
}

internal sealed record Internal(int Number, InternalPart? Part);

internal sealed record InternalPart(string Text);

public sealed class DescriptionAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
