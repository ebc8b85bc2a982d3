using System.Globalization;
using SegStream.Formatters.Tests.Shapes;
using SegStream.Framing;
using Xunit.Abstractions;

namespace SegStream.Formatters.Tests;

/// <summary>Generated writers and the serializer write the same bytes for random values. SEGSTREAM_SEED repeats a run, SEGSTREAM_VALUES makes it longer.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Values = 20_000;

    public static TheoryData<Type> Types => [.. ShapeLists.Plain];

    [Theory]
    [MemberData(nameof(Types))]
    public void Generated_writers_write_what_the_serializer_writes(Type type)
    {
        var seed = Setting("SEGSTREAM_SEED", Environment.TickCount);
        output.WriteLine($"Seed {seed} for {type}.");
        var random = new Random(seed);
        var values = new RandomValues(random);
        var sets = OptionSets.Plain.Select(set => (set.Key, Info: set.Value.GetTypeInfo(type))).Select(set => (set.Key, set.Info, Writer: GeneratedWriter.Find(set.Info))).ToArray();
        Assert.All(sets, set => Assert.True(set.Writer is not null, $"With the options \"{set.Key}\" the generated writer of {type} is not used."));

        for (var count = Setting("SEGSTREAM_VALUES", Values); count > 0; count--)
        {
            var value = values.Whole(type);
            var (name, info, writer) = sets[random.Next(sets.Length)];
            var expected = Writing.Serialized(value, info);
            var actual = Writing.Generated(writer!, value);
            Assert.True(expected == actual, $"Seed {seed}, {type}, options \"{name}\":\nserializer {expected}\ngenerated  {actual}");
        }
    }

    [Fact]
    public void There_are_shapes_enough() => Assert.True(ShapeLists.Plain.Distinct().Count() >= 35);

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : standard;
}
