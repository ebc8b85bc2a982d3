using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class UnionRuleTests
{
    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public record {|SEG0008:A|} : U; }")]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record {|SEG0008:A|}; }")]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] private sealed record {|SEG0008:A|} : U; }")]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record {|SEG0008:A|}<T> : U; }")]
    [InlineData("[StreamEvents] public abstract partial record U { public sealed record {|SEG0008:A|} : U; }")]
    [InlineData("[StreamEvent(\"a\")] public sealed class {|SEG0008:A|};")]
    [InlineData("[StreamEvents] internal abstract partial record U; [StreamEvent(\"a\")] file sealed record {|SEG0008:A|} : U;")]
    public Task SEG0008_reports_a_case_that_cannot_be_one(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A : U; }")]
    [InlineData("[StreamEvents] public abstract partial record U; public abstract record Middle : U; [StreamEvent(\"a\")] public sealed record A : Middle;")]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] internal sealed record A : U; }")]
    public Task SEG0008_accepts_sealed_cases(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A : U; [StreamEvent({|SEG0009:\"a\"|})] public sealed record B : U; }")]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A : U; } [StreamEvent({|SEG0009:\"a\"|})] public sealed record B : U;")]
    public Task SEG0009_reports_the_second_case_of_a_name(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A : U; [StreamEvent(\"A\")] public sealed record B : U; }")]
    [InlineData("[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A : U; } [StreamEvents] public abstract partial record V { [StreamEvent(\"a\")] public sealed record A : V; }")]
    public Task SEG0009_accepts_names_that_differ(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents] public partial record {|SEG0010:U|};")]
    [InlineData("[StreamEvents] public abstract record {|SEG0010:U|};")]
    [InlineData("[StreamEvents] public abstract partial class {|SEG0010:U|};")]
    [InlineData("[StreamEvents] public abstract partial record {|SEG0010:U|}<T> { static U() { } }")]
    [InlineData("public class P<T> { [StreamEvents] public abstract partial record {|SEG0010:U|}; }")]
    [InlineData("public class P { [StreamEvents] public abstract partial record {|SEG0010:U|}; }")]
    [InlineData("public partial class P { [StreamEvents] private abstract partial record {|SEG0010:U|}; }")]
    [InlineData("[StreamEvents] public abstract partial record {|SEG0010:U|}(string Id);")]
    [InlineData("[StreamEvents] public abstract partial record {|SEG0010:U|} { protected U() { } }")]
    public Task SEG0010_reports_a_union_that_cannot_be_closed(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U;")]
    [InlineData("[StreamEvents] internal abstract partial record U { public required string Id { get; init; } }")]
    [InlineData("public partial class P { [StreamEvents] public abstract partial record U; }")]
    [InlineData("[StreamEvents] public abstract partial record U { private protected U(string id) { } [StreamEvent(\"a\")] public sealed record A() : U(\"x\"); }")]
    [InlineData("[StreamEvents] public abstract partial record U { protected U(U original) { } internal U() { } }")]
    public Task SEG0010_accepts_a_union_that_is_closed(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null!")]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"a\\r\"")]
    [InlineData("\"\\0\"")]
    public Task SEG0203_reports_a_name_that_the_wire_cannot_carry(string name) =>
        RuleRun.VerifyAsync($"[StreamEvents] public abstract partial record U {{ [StreamEvent({{|SEG0203:{name}|}})] public sealed record A : U; }}");

    [Theory]
    [InlineData("\" \"")]
    [InlineData("\"a:b \\t ü\"")]
    public Task SEG0203_accepts_any_other_name(string name) =>
        RuleRun.VerifyAsync($"[StreamEvents] public abstract partial record U {{ [StreamEvent({name})] public sealed record A : U; }}");
}
