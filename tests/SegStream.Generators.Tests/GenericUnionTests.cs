using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class GenericUnionTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using SegStream;\n";

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U<T> { [StreamEvent(\"a\")] public sealed record A(T Value, List<T>? More = null) : U<T>; [StreamEvent(\"b\")] public sealed record B : U<T>; }")]
    [InlineData("[StreamEvents] public abstract partial record U<T> where T : class, new() { [StreamEvent(\"a\")] public sealed record A(T? Value) : U<T>; [StreamEvent(\"b\")] public sealed record B : U<T>; }")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; [StreamEvent(\"a\")] public sealed record A<T>(T Value) : U<T>; [StreamEvent(\"b\")] public sealed record B<TOther> : U<TOther>;")]
    [InlineData("[StreamEvents] public abstract partial record U<T> where T : notnull; [StreamEvent(\"a\")] public sealed record A<X>(X Value) : Middle<X> where X : notnull; public abstract record Middle<Y> : Top<Y> where Y : notnull; public abstract record Top<Z> : U<Z> where Z : notnull; [StreamEvent(\"b\")] public sealed record B<T> : Middle<T> where T : notnull;")]
    [InlineData("[StreamEvents] public abstract partial record U<TResult> { [StreamEvent(\"a\")] public sealed record A(TResult Value) : U<TResult>; [StreamEvent(\"b\")] public sealed record B(TResult? Value = default) : U<TResult>; }")]
    public void Generic_union_is_generated(string source)
    {
        var argument = source.Contains("class, new()", StringComparison.Ordinal) ? "List<int>" : "int";
        Compile(source + $$"""

            static class P
            {
                static string F(U<{{argument}}> e) => e.Match(a => a.Value + "", b => "");
                static async Task<bool> F([Borrows] StreamSender<U<{{argument}}>> s, CancellationToken ct) => s.TrySendB() == SendResult.Accepted && await s.SendAAsync(default({{argument}})!, cancellationToken: ct);
                [SseEndpoint("/x")] public static IEnumerable<U<{{argument}}>> Run() => [];
            }
            """);
    }

    [Fact]
    public void Parameters_may_change_places() => Compile("""
        [StreamEvents] public abstract partial record U<TKey, TValue>;
        [StreamEvent("a")] public sealed record A<TOne, TTwo>(TOne One, TTwo Two) : U<TTwo, TOne>;
        static class P { static int F(U<string, int> e) => e.Match(a => a.One); static void F([Borrows] StreamSender<U<string, int>> s) => _ = s.TrySendA(1, "two"); }
        """);

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U<T> { [StreamEvent(\"a\")] public sealed record {|SEG0008:A|} : U<int>; }")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; [StreamEvent(\"a\")] public sealed record {|SEG0008:A|} : U<int>;")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; [StreamEvent(\"a\")] public sealed record {|SEG0008:A|}<X, Y> : U<X>;")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; [StreamEvent(\"a\")] public sealed record {|SEG0008:A|}<X> : U<X> where X : class;")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; [StreamEvent(\"a\")] public sealed record {|SEG0008:A|}<X> : U<List<X>>;")]
    [InlineData("[StreamEvents] public abstract partial record U<T, V>; [StreamEvent(\"a\")] public sealed record {|SEG0008:A|}<X, Y> : U<X, X>;")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; public class P<X> { [StreamEvent(\"a\")] public sealed record {|SEG0008:A|} : U<X>; }")]
    public Task SEG0008_reports_a_case_that_does_not_hand_on_the_parameters(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents] public abstract partial record U<T> { [StreamEvent(\"a\")] public sealed record A(T Value) : U<T>; }")]
    [InlineData("[StreamEvents] public abstract partial record U<T>; [StreamEvent(\"a\")] public sealed record A<X>(X Value) : U<X>;")]
    [InlineData("[StreamEvents] public abstract partial record U<T> { private static readonly int N = 1; public int M => N; }")]
    public Task SEG0008_and_SEG0010_accept_generic_unions(string source) => RuleRun.VerifyAsync(source);

    [Fact]
    public void Cases_of_closed_types_carry_generic_payloads() => Compile("""
        public sealed record Page<T>(IReadOnlyList<T> Items, Dictionary<string, T>? Index = null);
        [StreamEvents] public abstract partial record U { [StreamEvent("ints")] public sealed record Ints(Page<int> Page) : U; [StreamEvent("names")] public sealed record Names(Page<string?> Page, Func<int>? Count = null) : U; }
        static class P { static void F([Borrows] StreamSender<U> s) => _ = s.TrySendInts(new Page<int>([1])); }
        """);

    private static void Compile(string source) => GeneratorRun.Of(TestCompilation.Application(Usings + source)).AssertCompiles();
}
