using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>Unions that include the events of others.</summary>
public sealed class IncludedUnionTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using SegStream; using SegStream.Vocabulary;\n";

    [Fact]
    public void Events_of_the_vocabulary_are_events_of_a_union_that_includes_it() => Compile("""
        namespace App;
        [StreamEvents(typeof(StandardEvent))] public abstract partial record ImportEvent { [StreamEvent("rejected")] public sealed record Rejected(int Line) : ImportEvent; }
        static class P
        {
            static string F(ImportEvent e) => e.Match(start => start.Message ?? "", progress => progress.Percent + "%", content => content.Text, done => "", error => error.ErrorCode, rejected => rejected.Line + "");
            static async Task F([Borrows] StreamSender<ImportEvent> s, CancellationToken ct)
            {
                await s.SendStartAsync("reading", cancellationToken: ct);
                await s.SendAsync(new StandardEvent.Content("x"), ct);
                s.TrySendRejected(3);
                s.Progress(10).Add();
            }

            [SseEndpoint("/x")] public static IEnumerable<ImportEvent> Run() { yield return new StandardEvent.Start(); yield return new ImportEvent.Rejected(1); }
        }
        """);

    [Fact]
    public void Several_unions_of_this_and_other_assemblies_are_included()
    {
        var compilation = TestCompilation.Application(Usings + """
            [StreamEvents(typeof(JobEvent), typeof(Contracts.News), typeof(Own))] public abstract partial record All { [StreamEvent("last")] public sealed record Last : All; }
            [StreamEvents] public abstract partial record Own { [StreamEvent("own")] public sealed record Flash : Own; }
            static class P
            {
                static int F(All e) => e.Match(taskStarted: _ => 1, taskProgress: _ => 2, taskCompleted: _ => 3, taskFailed: _ => 4, newsFlash: _ => 5, ownFlash: _ => 6, last: _ => 7);
                static void F([Borrows] StreamSender<All> s) { s.TrySendNewsFlash("a"); s.TrySendOwnFlash(); s.Progress(3, TimeSpan.FromSeconds(1)).Report(1L); s.TrySendLast(); s.TrySend(new Own.Flash()); }
            }
            """).WithContracts("namespace Contracts; [SegStream.StreamEvents] public abstract partial record News { [SegStream.StreamEvent(\"flash\")] public sealed record Flash(string Text) : News; }");
        GeneratorRun.Of(compilation).AssertCompiles();
    }

    [Theory]
    [InlineData("[StreamEvents({|SEG0010:typeof(int)|})] public abstract partial record U;")]
    [InlineData("[StreamEvents({|SEG0010:null|}, null)] public abstract partial record U;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(U)|})] public abstract partial record U;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(V<int>)|})] public abstract partial record U; [StreamEvents] public abstract partial record V<T>;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(V)|})] public abstract partial record U; [StreamEvents(typeof(StandardEvent))] public abstract partial record V;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(V)|})] public abstract partial record U : V; [StreamEvents] public abstract partial record V;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(V)|})] public abstract partial record U; [StreamEvents] internal abstract partial record V;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(StandardEvent)|}, typeof(StandardEvent))] public abstract partial record U;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(StandardEvent)|}, typeof(AgentEvent))] public abstract partial record U;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(StandardEvent)|})] public abstract partial record U<T>;")]
    [InlineData("[StreamEvents({|SEG0010:typeof(StandardEvent)|})] public abstract partial record U { public required int N { get; init; } }")]
    [InlineData("[StreamEvents({|SEG0010:typeof(StandardEvent)|})] public abstract partial record U { public abstract int N { get; } }")]
    [InlineData("[StreamEvents({|SEG0010:typeof(StandardEvent)|})] public abstract partial record U { private protected U(int n) { } }")]
    public Task SEG0010_reports_what_cannot_be_included(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents(typeof(StandardEvent))] public abstract partial record U { [StreamEvent({|SEG0009:\"done\"|})] public sealed record A : U; }")]
    [InlineData("[StreamEvents(typeof(V))] public abstract partial record U { [StreamEvent({|SEG0009:\"x\"|})] public sealed record A : U; } [StreamEvents] public abstract partial record V { [StreamEvent(\"x\")] public sealed record B : V; }")]
    public Task SEG0009_reports_a_name_that_an_included_union_has(string source) => RuleRun.VerifyAsync(source);

    [Theory]
    [InlineData("[StreamEvents(typeof(StandardEvent))] public abstract partial record U;")]
    [InlineData("[StreamEvents(typeof(StandardEvent))] internal abstract partial record U { internal sealed record IncludedStandardEvent_; private U() { } [StreamEvent(\"x\")] internal sealed record Start : U; }")]
    [InlineData("[StreamEvents(typeof(StandardEvent))] public abstract partial record U { public sealed class IncludedStandardEvent; }")]
    [InlineData("[StreamEvents(typeof(StandardEvent))] public abstract partial record IncludedStandardEvent;")]
    [InlineData("[StreamEvents(typeof(StandardEvent))] public abstract partial record U { public abstract record Middle : U; public interface I { int N { get; } } }")]
    [InlineData("[StreamEvents] public abstract partial record V { [StreamEvent(\"b\")] public sealed record B : V; } [StreamEvents] public abstract partial record U : V { [StreamEvent(\"a\")] public sealed record A : U; }")]
    public Task SEG0010_accepts_unions_beside_and_above_each_other(string source) => RuleRun.VerifyAsync(source);

    private static void Compile(string source) => GeneratorRun.Of(TestCompilation.Application(Usings + source)).AssertCompiles();
}
