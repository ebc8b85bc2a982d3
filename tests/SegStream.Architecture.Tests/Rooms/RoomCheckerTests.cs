namespace SegStream.Architecture.Tests.Rooms;

/// <summary>The checker itself, on a house of two floors.</summary>
public class RoomCheckerTests
{
    private static readonly RoomPlan Plan = new(
        new Dictionary<string, string[]> { ["Cellar"] = [], ["Parlour"] = ["Cellar"] },
        ["Parlour"]);

    [Fact]
    public void A_use_from_above_is_allowed()
    {
        var checker = Check(
            ("Cellar/Barrel.cs", "namespace House; class Barrel { public int Litres; }"),
            ("Parlour/Table.cs", "namespace House; class Table { int Sum(Barrel barrel) => barrel.Litres; }"));

        Assert.Empty(checker.Errors());
        Assert.Empty(checker.ForbiddenUses());
        Assert.Empty(checker.Circles());
    }

    [Fact]
    public void A_use_from_below_is_reported_with_file_line_and_symbol()
    {
        var checker = Check(
            ("Cellar/Barrel.cs", "namespace House;\nclass Barrel { Table? above; }"),
            ("Parlour/Table.cs", "namespace House; class Table { }"));

        Assert.Equal(["Cellar/Barrel.cs(2): Cellar uses Parlour (Table)"], checker.ForbiddenUses());
    }

    [Theory]
    [InlineData("object Make() => Maker.Table();", "a type that is never named")]
    [InlineData("void Call(string text) => text.Shout();", "an extension method")]
    [InlineData("Maker make = new();", "a target-typed constructor")]
    [InlineData("void Loop() { foreach (var item in new int[] { 1 }) { _ = item.Twice(); } }", "an extension in a loop")]
    [InlineData("string Name => nameof(Maker);", "a name")]
    [InlineData("[Marked] void Attributed() { }", "an attribute")]
    public void Hidden_uses_from_below_are_found(string member, string because)
    {
        var checker = Check(
            ("Cellar/Barrel.cs", $"namespace House; class Barrel {{ {member} }}"),
            ("Parlour/Maker.cs", """
                namespace House;
                class Maker { public static object Table() => new(); }
                class MarkedAttribute : Attribute { }
                static class Extensions { public static void Shout(this string text) { } public static int Twice(this int number) => 2 * number; }
                """));

        Assert.Empty(checker.Errors());
        Assert.True(checker.ForbiddenUses().Count > 0, because);
    }

    [Fact]
    public void A_member_of_a_partial_type_counts_where_it_is_written()
    {
        var checker = Check(
            ("Cellar/Lift.cs", "namespace House; partial class Lift { public void Down() { } }"),
            ("Parlour/Lift.cs", "namespace House; partial class Lift { public void Up() { } }"),
            ("Cellar/Barrel.cs", "namespace House; class Barrel { void Roll(Lift lift) { lift.Down(); lift.Up(); } }"));

        Assert.Equal(["Cellar/Barrel.cs(1): Cellar uses Parlour (Lift.Up())"], checker.ForbiddenUses());
    }

    [Fact]
    public void Http_is_reported_outside_the_rooms_that_may_know_it()
    {
        const string Use = "namespace House; class {0} {{ object? Read(Microsoft.AspNetCore.Http.HttpContext http) => http.Items; }}";
        var checker = Check(
            ("Cellar/Barrel.cs", string.Format(null, Use, "Barrel")),
            ("Parlour/Table.cs", string.Format(null, Use, "Table")));

        Assert.Empty(checker.Errors());
        Assert.NotEmpty(checker.ForbiddenUses());
        Assert.All(checker.ForbiddenUses(), use => Assert.StartsWith("Cellar/Barrel.cs(1): Cellar uses ASP.NET Core", use));
    }

    [Fact]
    public void Rooms_that_use_each_other_are_a_circle()
    {
        var checker = Check(
            ("Cellar/Barrel.cs", "namespace House; class Barrel { Table? above; }"),
            ("Parlour/Table.cs", "namespace House; class Table { Barrel? below; }"));

        Assert.Equal(["Cellar", "Parlour"], checker.Circles());
    }

    [Fact]
    public void A_file_outside_the_rooms_is_homeless()
    {
        var checker = Check(("Garden/Tree.cs", "class Tree;"), ("Bench.cs", "class Bench;"));

        Assert.Equal(["Garden/Tree.cs", "Bench.cs"], checker.HomelessFiles());
    }

    [Fact]
    public void A_name_that_does_not_bind_is_an_error() =>
        Assert.Contains(Check(("Cellar/Barrel.cs", "class Barrel { Missing? field; }")).Errors(), error => error.Contains("CS0246"));

    private static RoomChecker Check(params (string Path, string Text)[] files) =>
        new(Plan, files.Select(file => new SourceFile(file.Path, file.Text)), PlatformReferences.All);
}
