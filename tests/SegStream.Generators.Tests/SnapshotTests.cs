using Microsoft.CodeAnalysis;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class SnapshotTests
{
    public static TheoryData<string> Names => ["Shapes", "Parameters", "Metadata", "Unions", "Instance", "NoEndpoints", "EventWriters", "UnionFamilies"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_text_is_what_was_reviewed(string name)
    {
        var snapshot = new SnapshotFolder(name);
        var run = GeneratorRun.Of(TestCompilation.Application(snapshot.Source));
        snapshot.Compare(run.Files);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_text_compiles_without_a_warning(string name) =>
        GeneratorRun.Of(TestCompilation.Application(new SnapshotFolder(name).Source)).AssertCompiles();

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_text_compiles_where_nullable_is_disabled(string name)
    {
        var source = "#pragma warning disable CS8632\n" + new SnapshotFolder(name).Source;
        GeneratorRun.Of(TestCompilation.Application(source).WithNullable(NullableContextOptions.Disable)).AssertCompiles();
    }
}
