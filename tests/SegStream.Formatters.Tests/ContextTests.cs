using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SegStream.Formatters.Tests.Shapes;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>Generated writers beside contexts of the serializer's own generator, with its fast path and without.</summary>
public sealed class ContextTests
{
    private const int Values = 2_000;

    public static TheoryData<Type> Types => [.. ShapesContext.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_bytes_as_the_fast_path(Type type) => Compare(ShapesContext.Default.GetTypeInfo(type)!);

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_bytes_as_the_metadata_of_a_context_under_the_options_of_an_application(Type type) =>
        Compare(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolverChain = { WebContext.Default, ShapesContext.Default, new DefaultJsonTypeInfoResolver() } }.GetTypeInfo(type));

    [Theory]
    [InlineData(typeof(Polygon))]
    [InlineData(typeof(Wide))]
    [InlineData(typeof(Named))]
    public void The_same_bytes_as_a_context_with_options(Type type) => Compare(WebContext.Default.GetTypeInfo(type)!);

    [Fact]
    public void A_context_with_enums_as_strings_keeps_its_enums()
    {
        Assert.Null(GeneratedWriter.Find(StringEnumContext.Default.GetTypeInfo(typeof(Enums))!));
        Compare(StringEnumContext.Default.GetTypeInfo(typeof(Progress))!);
    }

    [Fact]
    public void A_context_without_metadata_is_used_itself() => Assert.Null(GeneratedWriter.Find(FastOnlyContext.Default.GetTypeInfo(typeof(Progress))!));

    [Fact]
    public void A_context_written_by_hand_is_used_itself() => Assert.Null(GeneratedWriter.Find(new HandWritten().GetTypeInfo(typeof(Progress))!));

    private static void Compare(JsonTypeInfo info)
    {
        var seed = Environment.TickCount;
        var values = new RandomValues(new Random(seed));
        var writer = GeneratedWriter.Find(info);
        Assert.NotNull(writer);
        for (var count = 0; count < Values; count++)
        {
            var value = values.Whole(info.Type);
            var expected = Writing.Serialized(value, info);
            var actual = Writing.Generated(writer, value);
            Assert.True(expected == actual, $"Seed {seed}, {info.Type}:\nserializer {expected}\ngenerated  {actual}");
        }
    }

    private sealed class HandWritten() : JsonSerializerContext(new JsonSerializerOptions()), IJsonTypeInfoResolver
    {
        protected override JsonSerializerOptions? GeneratedSerializerOptions => null;

        public override JsonTypeInfo? GetTypeInfo(Type type) => Options.GetTypeInfo(type);

        JsonTypeInfo? IJsonTypeInfoResolver.GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            var info = ((IJsonTypeInfoResolver)ShapesContext.Default).GetTypeInfo(type, options);
            if (info is not null)
            {
                info.OriginatingResolver = this;
            }

            return info;
        }
    }
}
