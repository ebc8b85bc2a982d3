using System.Reflection;
using SegStream.Generators.Reading;

namespace SegStream.Generators.Tests;

/// <summary>What the pipeline compares: two models are equal exactly when all of their parts are, and then have one hash code.</summary>
public sealed class ModelEqualityTests
{
    private static readonly Assembly Generators = typeof(SegStreamGenerator).Assembly;

    public static TheoryData<string> Models =>
        [.. Generators.GetTypes()
            .Where(type => type.Namespace is "SegStream.Shared.Model" or "SegStream.Generators.Reading" && type.GetMethod("<Clone>$") is not null && !type.IsNested)
            .Select(type => type.FullName!)];

    [Fact]
    public void Every_record_of_the_pipeline_is_tried() => Assert.True(Models.Count >= 8);

    [Theory]
    [MemberData(nameof(Models))]
    public void Models_are_equal_exactly_when_all_parts_are(string name)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var type = Generators.GetType(name, throwOnError: true)!;
        for (var round = 0; round < 50; round++)
        {
            var model = Create(type, random, 3)!;
            var copy = Copy(model)!;
            Assert.NotSame(model, copy);
            Assert.True(model.Equals(copy) && copy.Equals(model), $"seed {seed}, round {round}: a copy is not equal");
            Assert.True(model.GetHashCode() == copy.GetHashCode(), $"seed {seed}, round {round}: a copy has another hash code");
            foreach (var property in Writable(type))
            {
                var changed = Copy(model)!;
                property.SetValue(changed, Different(property.PropertyType, property.GetValue(model), random));
                Assert.False(model.Equals(changed), $"seed {seed}, round {round}: '{property.Name}' does not count");
                property.SetValue(changed, property.GetValue(model));
                Assert.True(model.Equals(changed), $"seed {seed}, round {round}: '{property.Name}' counts when it is equal");
            }
        }
    }

    [Fact]
    public void Owners_and_cases_compare_by_content()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var files = Enumerable.Range(0, 3).Select(_ => (FileModel)Create(typeof(FileModel), random, 4)!).ToArray();
            var copies = files.Reverse().Select(file => (FileModel)Copy(file)!).ToArray();
            Assert.True(new WriterOwners(files).Equals(new WriterOwners(copies)), $"seed {seed}");
            Assert.True(new UnionCases(files).Equals(new UnionCases(copies)), $"seed {seed}");
            Assert.Equal(new WriterOwners(files).GetHashCode(), new WriterOwners(copies).GetHashCode());
            Assert.Equal(new UnionCases(files).GetHashCode(), new UnionCases(copies).GetHashCode());

            var more = (FileModel)Different(typeof(FileModel), files[0], random)!;
            Assert.Equal(Same(files[0].Cases, more.Cases), new UnionCases(files).Equals(new UnionCases([more, .. files[1..]])));
        }
    }

    // Cases are put into the order of the source, whatever order they come in.
    private static bool Same(IEnumerable<object> one, IEnumerable<object> other) => one.Count() == other.Count() && !one.Except(other).Any();

    private static IEnumerable<PropertyInfo> Writable(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.SetMethod is not null);

    private static bool IsArray(Type type) => type.IsGenericType && type.Name == "EquatableArray`1";

    private static object? Create(Type type, Random random, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return random.Next(8) == 0 ? null : ((char)random.Next('a', 'f')).ToString() + random.Next(3);
        }

        if (type == typeof(bool))
        {
            return random.Next(2) == 0;
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(random.Next(values.Length));
        }

        if (type.IsPrimitive)
        {
            return Convert.ChangeType(random.Next(5), type, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (IsArray(type))
        {
            var element = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(element, depth <= 0 ? 0 : random.Next(4));
            for (var index = 0; index < items.Length; index++)
            {
                items.SetValue(Create(element, random, depth - 1) ?? "", index);
            }

            return Activator.CreateInstance(type, items);
        }

        var model = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Writable(type))
        {
            var inner = property.PropertyType == type && depth <= 0 ? null : Create(property.PropertyType, random, depth - 1);
            property.SetValue(model, inner);
        }

        // The names by which the pipeline groups are never absent.
        foreach (var property in Writable(type).Where(property => property.PropertyType == typeof(string) && property.GetValue(model) is null && property.Name is "HintName" or "UnionType" or "Owner"))
        {
            property.SetValue(model, "none");
        }

        return model;
    }

    private static object? Copy(object? value)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return value is string text ? new string(text) : value;
        }

        var type = value.GetType();
        if (IsArray(type))
        {
            var items = ((System.Collections.IEnumerable)value).Cast<object?>().Select(Copy).ToArray();
            var array = Array.CreateInstance(type.GetGenericArguments()[0], items.Length);
            items.CopyTo(array, 0);
            return Activator.CreateInstance(type, array);
        }

        var copy = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Writable(type))
        {
            property.SetValue(copy, Copy(property.GetValue(value)));
        }

        return copy;
    }

    private static object? Different(Type type, object? value, Random random)
    {
        if (Nullable.GetUnderlyingType(type) is { } && value is not null && random.Next(2) == 0)
        {
            return null;
        }

        object? other;
        var attempts = 0;
        do
        {
            Assert.True(attempts++ < 1000, $"no other value of {type} was found");
            other = Create(type, random, 3);
        }
        while (Equals(other, value));
        return other;
    }
}
