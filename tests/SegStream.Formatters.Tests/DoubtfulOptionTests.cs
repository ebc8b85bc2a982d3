using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using SegStream.Formatters.Tests.Shapes;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>With options that change what is written, or may, the serializer writes; and what is written is the same as ever.</summary>
public sealed class DoubtfulOptionTests
{
    private static readonly Polygon Value = new("ü <&>", [new Point(1, 2.5)], [null], null, new Segment(new Point(0, 0), null));

    public static TheoryData<string> Names => [.. Doubtful.Keys];

    private static Dictionary<string, Func<JsonSerializerOptions>> Doubtful { get; } = new()
    {
        ["references"] = () => OptionSets.Reflection(options => options.ReferenceHandler = ReferenceHandler.Preserve),
        ["cycles"] = () => OptionSets.Reflection(options => options.ReferenceHandler = ReferenceHandler.IgnoreCycles),
        ["without defaults"] = () => OptionSets.Reflection(options => options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault),
#pragma warning disable SYSLIB0020
        ["old null setting"] = () => OptionSets.Reflection(options => options.IgnoreNullValues = true),
#pragma warning restore SYSLIB0020
        ["numbers as strings"] = () => OptionSets.Reflection(options => options.NumberHandling = JsonNumberHandling.WriteAsString),
        ["named numbers"] = () => OptionSets.Reflection(options => options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals),
        ["fields"] = () => OptionSets.Reflection(options => options.IncludeFields = true),
        ["no read-only properties"] = () => OptionSets.Reflection(options => options.IgnoreReadOnlyProperties = true),
        ["nullable annotations"] = () => OptionSets.Reflection(options => options.RespectNullableAnnotations = true),
        ["too flat"] = () => OptionSets.Reflection(options => options.MaxDepth = 3),
        ["converter of the event"] = () => OptionSets.Reflection(options => options.Converters.Add(new Shouting<Polygon>())),
        ["converter of a part"] = () => OptionSets.Reflection(options => options.Converters.Add(new Shouting<Point>())),
        ["converter of a value"] = () => OptionSets.Reflection(options => options.Converters.Add(new Shouting<string>())),
        ["converter of a nullable"] = () => OptionSets.Reflection(options => options.Converters.Add(new Shouting<Point?>())),
        ["converter of a collection"] = () => OptionSets.Reflection(options => options.Converters.Add(new Shouting<List<Point?>>())),
        ["digits escaped"] = () => OptionSets.Reflection(options => options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.Cyrillic)),
        ["foreign encoder"] = () => OptionSets.Reflection(options => options.Encoder = new ForeignEncoder()),
        ["modifier"] = () => new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Mask } } },
        ["modifier around"] = () => new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(Mask) },
        ["modifier behind a context"] = () => new JsonSerializerOptions
        {
            TypeInfoResolverChain = { ShapesContext.Default, new DefaultJsonTypeInfoResolver().WithAddedModifier(Mask) },
        },
        ["derived resolver"] = () => new JsonSerializerOptions { TypeInfoResolver = new DerivedResolver() },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_generated_writer_is_not_used(string name)
    {
        var options = Doubtful[name]();
        Assert.Null(GeneratedWriter.Find(options.GetTypeInfo(typeof(Polygon))));
        Assert.Equal(Writing.Serialized(Value, options.GetTypeInfo(typeof(Polygon))), Writing.Line(typeof(Polygon), Value, options.GetTypeInfo));
    }

    [Fact]
    public void A_contract_made_by_hand_is_left_to_the_serializer()
    {
        var info = JsonTypeInfo.CreateJsonTypeInfo<Progress>(OptionSets.Reflection());
        Assert.Null(GeneratedWriter.Find(info));
    }

    [Fact]
    public void Enums_as_strings_leave_only_events_with_enums_to_the_serializer()
    {
        var options = OptionSets.Reflection(options => options.Converters.Add(new JsonStringEnumConverter()));
        Assert.Null(GeneratedWriter.Find(options.GetTypeInfo(typeof(Enums))));
        Assert.Null(GeneratedWriter.Find(options.GetTypeInfo(typeof(NullableEnums))));
        Assert.NotNull(GeneratedWriter.Find(options.GetTypeInfo(typeof(Polygon))));
    }

    [Fact]
    public void Depth_below_the_limit_is_written()
    {
        // The event, its list, an array and a point: four. At the limit itself the serializer throws or not, depending on what is innermost.
        Assert.Null(GeneratedWriter.Find(OptionSets.Reflection(options => options.MaxDepth = 4).GetTypeInfo(typeof(Jagged))));
        var options = OptionSets.Reflection(options => options.MaxDepth = 5);
        Assert.NotNull(GeneratedWriter.Find(options.GetTypeInfo(typeof(Jagged))));
        var value = new Jagged([[1]], [[["x"]]], [[new Point(1, 1)]]);
        Assert.Equal(Writing.Serialized(value, options.GetTypeInfo(typeof(Jagged))), Writing.Line(typeof(Jagged), value, options.GetTypeInfo));
        Assert.DoesNotContain("Exception", Writing.Line(typeof(Jagged), value, options.GetTypeInfo), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_count_as_they_are_at_the_first_event()
    {
        var options = OptionSets.Reflection();
        var json = new EventJson(new FrameFormat { Mode = StreamMode.Json, Json = options.GetTypeInfo }, typeof(Enums));
        options.Converters.Add(new JsonStringEnumConverter());
        Assert.Null(json.Generated);
    }

    private static void Mask(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(property => property.PropertyType == typeof(string)))
        {
            property.Get = _ => "***";
        }
    }

    private sealed class DerivedResolver : DefaultJsonTypeInfoResolver
    {
        public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            var info = base.GetTypeInfo(type, options);
            Mask(info);
            return info;
        }
    }

    private sealed class Shouting<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue("!");
    }

    private sealed class ForeignEncoder : JavaScriptEncoder
    {
        public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

        public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) => Default.FindFirstCharacterToEncode(text, textLength);

        public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
            Default.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

        public override bool WillEncode(int unicodeScalar) => Default.WillEncode(unicodeScalar);
    }
}
