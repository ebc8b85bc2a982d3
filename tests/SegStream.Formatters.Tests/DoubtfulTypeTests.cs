using SegStream.Formatters.Tests.Shapes;
using SegStream.Formatting;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>Types that the generator does not understand to the last attribute are left to the serializer.</summary>
public sealed class DoubtfulTypeTests
{
    public static TheoryData<Type> Doubtful => [.. ShapeLists.Doubtful];

    public static TheoryData<Type> Plain => [.. ShapeLists.Plain];

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void No_writer_is_generated(Type type) => Assert.False(StreamEventWriters.TryGet(type, out _));

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_writer_is_generated_for_plain_types(Type type) => Assert.True(StreamEventWriters.TryGet(type, out _));

    [Fact]
    public void A_value_that_hears_of_its_serialization_is_left_to_the_serializer()
    {
        Assert.True(StreamEventWriters.TryGet(typeof(Notified), out _));
        Assert.Null(GeneratedWriter.Find(OptionSets.Reflection().GetTypeInfo(typeof(Notified))));
        var value = new Notified(1);
        Writing.Line(typeof(Notified), value, OptionSets.Reflection().GetTypeInfo);
        Assert.Equal(1, value.Calls);
    }

    [Fact]
    public void A_value_of_a_derived_type_is_written_as_the_declared_type()
    {
        var value = new Roof { Top = "top", Base = "base" };
        foreach (var options in OptionSets.Plain.Values)
        {
            Assert.NotNull(GeneratedWriter.Find(options.GetTypeInfo(typeof(Ground))));
            Assert.Equal(Writing.Serialized(value, options.GetTypeInfo(typeof(Ground))), Writing.Line(typeof(Ground), value, options.GetTypeInfo));
        }
    }

    [Fact]
    public void Null_is_written_as_null() =>
        Assert.Equal("null", Writing.Line(typeof(Progress), null, OptionSets.Reflection().GetTypeInfo));
}
