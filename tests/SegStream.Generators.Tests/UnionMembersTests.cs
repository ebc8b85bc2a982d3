using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>What the generator adds to a union and its sender, compiled together with code that uses it.</summary>
public sealed class UnionMembersTests
{
    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks; using SegStream; using System.Runtime.CompilerServices; using System.Diagnostics.CodeAnalysis;\n";

    private const string Ticks = "namespace App { [StreamEvents] public abstract partial record Tick { [StreamEvent(\"up\")] public sealed record Up(int By) : Tick; [StreamEvent(\"down\")] public sealed record Down(int By) : Tick; } }\n";

    [Theory]
    [InlineData("static class P { static int F(App.Tick e) => e.Match(up => up.By, down => -down.By); }")]
    [InlineData("static class P { static int F(App.Tick e, int n) => e.Match(n, static (s, up) => s + up.By, static (s, down) => s - down.By); }")]
    [InlineData("static class P { static void F(App.Tick e) => e.Switch(up => Console.Write(up.By), down: down => { }); }")]
    [InlineData("static class P { static void F(App.Tick e, int n) => e.Switch(n, static (s, up) => Console.Write(s), static (_, _) => { }); }")]
    [InlineData("namespace App.Inside; static class P { static async Task<bool> F([Borrows] StreamSender<Tick> s, CancellationToken ct) => await s.SendUpAsync(by: 1, ct) && s.TrySendDown(2) == SendResult.Accepted; }")]
    public void Members_are_found_where_the_union_is(string use) => Compile(use, Ticks);

    [Theory]
    [InlineData("static class P { static int F(App.Tick e) => e.Match(up => up.By); }", "CS1501")]
    [InlineData("static class P { static void F(App.Tick e) => e.Switch(up => { }); }", "CS1501")]
    public void A_case_that_is_not_handled_does_not_compile(string use, string id) =>
        Assert.Contains(GeneratorRun.Of(TestCompilation.Application(Usings + Ticks + use)).Output.GetDiagnostics(), problem => problem.Id == id);

    [Theory]
    [InlineData("sealed record A : U", "s.TrySendA(); return await s.SendAAsync(ct);")]
    [InlineData("sealed record A(string? T = null, int? N = null, string X = \"a\\\"b\", DayOfWeek D = DayOfWeek.Friday, double F = double.NaN, decimal M = 1.5m, char C = '\\n', Guid G = default) : U", "s.TrySendA(x: \"\"); return await s.SendAAsync(t: null, d: DayOfWeek.Monday, cancellationToken: ct);")]
    [InlineData("sealed record A(int N, params string[] Items) : U", "s.TrySendA(1, \"a\", \"b\"); await s.SendAAsync(1, \"a\"); return await s.SendAAsync(1, [\"a\"], ct);")]
    [InlineData("sealed record A(int N = 1, params string[] Items) : U", "s.TrySendA(); await s.SendAAsync(2); return await s.SendAAsync(1, [\"a\"], ct);")]
    [InlineData("sealed record A : U { public required string Name { get; init; } public required int Age { get; set; } }", "s.TrySendA(\"a\", 1); return await s.SendAAsync(age: 1, name: \"\", cancellationToken: ct);")]
    [InlineData("sealed record A(int N, int M = 2) : U { public required string @class { get; init; } }", "return await s.SendAAsync(1, \"c\", 3, ct);")]
    [InlineData("sealed record A : U { [SetsRequiredMembers] public A(int n) { Name = \"\"; } public required string Name { get; init; } }", "return await s.SendAAsync(1, ct);")]
    [InlineData("sealed record A(int N) : U { public A(string text) : this(text.Length) { } public A() : this(0) { } private A(bool b) : this(1) { } }", "await s.SendAAsync(\"a\"); await s.SendAAsync(); return await s.SendAAsync(1, ct);")]
    [InlineData("sealed record A(string sender, string cancellationToken, string Sender) : U", "return await s.SendAAsync(sender: \"\", cancellationToken: \"\", sender2: \"\", sendCancellationToken: ct);")]
    [InlineData("sealed record A(int @class, int await1, int N, int n) : U", "return await s.SendAAsync(@class: 1, await1: 2, n: 3, n2: 4, ct);")]
    [InlineData("sealed record A(in Guid Id, (int First, string? Second) Pair, string?[]? Names) : U", "return await s.SendAAsync(Guid.Empty, (1, null), [null], ct);")]
    [InlineData("sealed record A : U { public A(CancellationToken token) { } public A() { } }", "return await s.SendAAsync(ct);")]
    [InlineData("sealed record A([CallerMemberName] string Member = \"\", [CallerLineNumber] int Line = 0) : U", "return await s.SendAAsync();")]
    [InlineData("sealed record A(dynamic D, nint P) : U", "return await s.SendAAsync(1, 2, ct);")]
    [InlineData("sealed record A : U { public unsafe A(int* p) { } public A(ref int n) { } public A(ReadOnlySpan<char> text) { } }", "return await s.SendAAsync(\"a\", ct);")]
    [InlineData("sealed record @event(int N) : U", "return await s.SendeventAsync(1, ct);")]
    [InlineData("sealed record A : U { [Obsolete(\"no\", true)] public A(int n) { } public A() { } }", "return await s.SendAAsync(ct);")]
    [InlineData("sealed record A : U { internal A(Hidden h) { } } internal sealed class Hidden;", "return await s.SendAAsync(new U.Hidden(), ct);")]
    public void Every_constructor_of_a_case_has_send_methods(string @case, string use) => Compile(
        "[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public " + @case + (@case.EndsWith('}') || @case.EndsWith(';') ? "" : ";") + " }\n"
        + "static class P { static async Task<bool> F([Borrows] StreamSender<U> s, CancellationToken ct) { " + (use.Contains("return", StringComparison.Ordinal) ? "await Task.Yield(); " : "") + use + " } }");

    [Theory]
    [InlineData("[StreamEvent(\"m\")] public sealed record Match : U;", "e.Match(match => 1)")]
    [InlineData("[StreamEvent(\"m\")] public sealed record Switch(int Match) : U;", "e.Match(@switch => @switch.Match)")]
    [InlineData("public string Match { get; init; } = \"\"; [StreamEvent(\"m\")] public sealed record Value : U;", "e.Match(value => 1)")]
    [InlineData("public int Switch() => 1; [StreamEvent(\"m\")] public sealed record State : U;", "e.Match(5, (s, state) => s)")]
    public void Names_that_the_author_uses_stay_the_authors(string members, string use) => Compile(
        "[StreamEvents] public abstract partial record U { " + members + " }\nstatic class P { static int F(U e) => " + use + "; }");

    [Fact]
    public void Cases_of_one_name_are_told_apart_by_where_they_are() => Compile("""
        namespace App
        {
            [StreamEvents] public abstract partial record U { [StreamEvent("1")] public sealed record Done : U; public static class Old { [StreamEvent("2")] public sealed record Done : U; } }
            [StreamEvent("3")] public sealed record DonE : U;
            static class P
            {
                static int F(U e) => e.Match(done: _ => 1, oldDone: _ => 2, donE: _ => 3, laterDone: _ => 4);
                static async Task F(StreamSender<U> s) => _ = await s.SendDoneAsync() && await s.SendOldDoneAsync() && await s.SendDonEAsync() && await s.SendLaterDoneAsync();
            }
        }
        namespace App.Later { [StreamEvent("4")] public sealed record Done : U; }
        """.Replace("F(StreamSender", "F([Borrows] StreamSender", StringComparison.Ordinal));

    [Fact]
    public void Union_whose_class_names_are_taken_gets_others() => Compile("""
        [StreamEvents] public abstract partial record U { [StreamEvent("a")] public sealed record A : U; }
        [StreamEvents] public abstract partial record A_B { [StreamEvent("a")] public sealed record X : A_B; }
        public partial class A { [StreamEvents] public abstract partial record B { [StreamEvent("a")] public sealed record X : B; } }
        [StreamEvents] public abstract partial record B<T> { [StreamEvent("a")] public sealed record X : B<T>; }
        [StreamEvents] public abstract partial record B { [StreamEvent("a")] public sealed record X : B; }
        public static class USenderExtensions;
        static class P { static void F([Borrows] StreamSender<U> s) => _ = s.TrySendA(); static void F([Borrows] StreamSender<A.B> s) => _ = s.TrySendX(); static void F([Borrows] StreamSender<B<int>> s) => _ = s.TrySendX(); }
        """);

    [Fact]
    public void Experimental_and_obsolete_parts_of_a_case_are_not_reported_again() => Compile("""
        #pragma warning disable X001, X002, X003, X004, CS0612, CS0618
        [Experimental("X001")] public sealed class Part;
        [StreamEvents] public abstract partial record U
        {
            [Experimental("X002")] [StreamEvent("a")] public sealed record A(Part P) : U { [Experimental("X003")] public A() : this(new Part()) { } }
            [Obsolete] [StreamEvent("b")] public sealed record B : U;
            [Obsolete("no", DiagnosticId = "X004")] [StreamEvent("c")] public sealed record C : U { public required Part P { get; init; } }
        }
        """);

    [Fact]
    public void Documentation_of_a_case_is_that_of_its_methods()
    {
        const string Source = """
            /// <summary>Events.</summary>
            [StreamEvents] public abstract partial record U
            {
                /// <summary>One <c>step</c> &lt;more&gt; than <see cref="U.B"/>.</summary>
                /// <param name="Count">How many.</param>
                [StreamEvent("a & <b>\u2028\uFFFF")] public sealed record A(int Count) : U;
                /// <summary>broken <oops></summary>
                [StreamEvent("b")] public sealed record B : U;
            }
            """;
        var text = Compile("#pragma warning disable CS1570\n" + Source).Files.Single(file => file.Key.Contains("Sending", StringComparison.Ordinal)).Value;
        Assert.DoesNotContain("\u2028", text, StringComparison.Ordinal);
        Assert.Contains("""the event <c>a &amp; &lt;b&gt;</c>, a <see cref="global::U.A"/>. One step &lt;more&gt; than B.</summary>""", text, StringComparison.Ordinal);
        Assert.Contains("""<param name="count">How many.</param>""", text, StringComparison.Ordinal);
    }

    private static GeneratorRun Compile(params string[] sources)
    {
        var compilation = TestCompilation.Application([.. sources.Select(source => Usings + source)]);
        return GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithAllowUnsafe(true))).AssertCompiles();
    }
}
