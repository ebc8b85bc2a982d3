using System.Text.Json.Serialization;
using SegStream.Formatters.Tests.Shapes;

namespace SegStream.Formatters.Tests;

/// <summary>A context as applications have it.</summary>
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(Integers))]
[JsonSerializable(typeof(Texts))]
[JsonSerializable(typeof(Times))]
[JsonSerializable(typeof(NullableTimes))]
[JsonSerializable(typeof(NullableFractions))]
[JsonSerializable(typeof(Enums))]
[JsonSerializable(typeof(Polygon))]
[JsonSerializable(typeof(Guarded))]
[JsonSerializable(typeof(Roof))]
[JsonSerializable(typeof(Level1))]
[JsonSerializable(typeof(Lists))]
[JsonSerializable(typeof(Views))]
[JsonSerializable(typeof(Jagged))]
[JsonSerializable(typeof(Renamed))]
[JsonSerializable(typeof(Keywords))]
[JsonSerializable(typeof(Envelope<Point>))]
[JsonSerializable(typeof(Wide))]
[JsonSerializable(typeof(Named))]
[JsonSerializable(typeof(Internal))]
internal sealed partial class ShapesContext : JsonSerializerContext
{
    /// <summary>The types of the context.</summary>
    public static Type[] Types =>
    [
        typeof(Progress), typeof(Integers), typeof(Texts), typeof(Times), typeof(NullableTimes), typeof(NullableFractions), typeof(Enums), typeof(Polygon), typeof(Guarded), typeof(Roof),
        typeof(Level1), typeof(Lists), typeof(Views), typeof(Jagged), typeof(Renamed), typeof(Keywords), typeof(Envelope<Point>), typeof(Wide), typeof(Named), typeof(Internal),
    ];
}
