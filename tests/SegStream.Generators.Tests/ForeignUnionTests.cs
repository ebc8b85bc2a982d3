using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>Unions of a referenced library: who has the methods that send them.</summary>
public sealed class ForeignUnionTests
{
    private const string Contracts = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Friend")]
        namespace Contracts;
        [SegStream.StreamEvents] public abstract partial record News
        {
            [SegStream.StreamEvent("flash", Terminal = true)] public sealed record Flash(string Text, int Priority = 1) : News { public required string Source { get; init; } }
            [SegStream.StreamEvent("secret")] internal sealed record Secret : News;
        }
        [SegStream.StreamEvents] public abstract partial record Result<T> { [SegStream.StreamEvent("value")] public sealed record Value(T Of) : Result<T>; }
        """;

    private const string Sends = "namespace Contracts { static class P { static void F([SegStream.Borrows] SegStream.StreamSender<News> s) => _ = s.TrySendFlash(\"\", \"\"); } }";

    private const string Endpoint = "public static class E { [SegStream.SseEndpoint(\"/x\")] public static System.Collections.Generic.IEnumerable<Contracts.News> Run() => []; [SegStream.JsonStream(\"/y\")] public static SegStream.StreamResponse<Contracts.News> Other() => null!; }";

    [Fact]
    public void Union_that_an_endpoint_streams_has_its_send_methods_in_the_application()
    {
        var run = GeneratorRun.Of(TestCompilation.Application(Endpoint, Sends).WithContracts(Contracts)).AssertCompiles();
        var text = Assert.Single(run.Files, file => file.Key.Contains("Sending", StringComparison.Ordinal)).Value;
        Assert.Contains("internal static class NewsSenderExtensions", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Application_that_only_mentions_a_union_has_none() =>
        Assert.DoesNotContain(GeneratorRun.Of(TestCompilation.Application("static class P { static Contracts.News? F() => null; }").WithContracts(Contracts)).AssertCompiles().Files, file => file.Key.Contains("Sending", StringComparison.Ordinal));

    [Fact]
    public void Assembly_can_ask_for_them()
    {
        GeneratorRun.Of(TestCompilation.Application("[assembly: SegStream.SendMethodsFor(typeof(Contracts.News))] [assembly: SegStream.SendMethodsFor(typeof(Contracts.Result<>), Public = true)]", Sends,
            "namespace Contracts { static class Q { static void F([SegStream.Borrows] SegStream.StreamSender<Result<int>> s) => _ = s.TrySendValue(1); } }").WithContracts(Contracts)).AssertCompiles();
    }

    [Fact]
    public void What_one_library_makes_public_is_not_made_again()
    {
        var contracts = TestCompilation.Image(TestCompilation.Contracts(Contracts).WithAssemblyName("Contracts"));
        var library = TestCompilation.Image(TestCompilation.Application("[assembly: SegStream.SendMethodsFor(typeof(Contracts.News), Public = true)]").AddReferences(contracts).WithAssemblyName("Library"));
        var run = GeneratorRun.Of((CSharpCompilation)TestCompilation.Application(Endpoint, Sends).AddReferences(contracts, library)).AssertCompiles();
        Assert.DoesNotContain(run.Files, file => file.Key.Contains("Sending", StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_application_makes_for_itself_its_friend_makes_again()
    {
        var contracts = TestCompilation.Image(TestCompilation.Contracts(Contracts).WithAssemblyName("Contracts"));
        var library = TestCompilation.Image(TestCompilation.Application("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]", Endpoint).AddReferences(contracts).WithAssemblyName("Library"));
        var run = GeneratorRun.Of((CSharpCompilation)TestCompilation.Application(Endpoint.Replace("class E", "class E2", StringComparison.Ordinal), Sends).AddReferences(contracts, library)).AssertCompiles();
        Assert.Contains(run.Files, file => file.Key.Contains("Sending", StringComparison.Ordinal));
    }

    [Fact]
    public void Vocabulary_has_its_methods_in_the_runtime() => GeneratorRun.Of(TestCompilation.Application("""
        using SegStream;
        using SegStream.Vocabulary;
        static class P
        {
            static void F([Borrows] StreamSender<StandardEvent> s) => _ = s.TrySendProgress(1, 2, 3, "x");
            static void F([Borrows] StreamSender<AgentEvent> s) => _ = s.TrySendAgentStream("m", "x");
            static void F([Borrows] StreamSender<JobEvent> s) => _ = s.TrySendTaskFailed("c", "x", "j");
            [SseEndpoint("/x")] public static System.Collections.Generic.IEnumerable<StandardEvent> Run() => [];
        }
        """)).AssertCompiles();

    [Fact]
    public void Library_without_a_sender_has_no_methods() =>
        Assert.DoesNotContain(GeneratorRun.Of(TestCompilation.Contracts("[assembly: SegStream.SendMethodsFor(typeof(SegStream.Vocabulary.StandardEvent))]", Contracts)).AssertCompiles().Files, file => file.Key.Contains("Sending", StringComparison.Ordinal));
}
