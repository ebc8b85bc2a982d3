namespace SegStream.Generators.Tests.Harness;

/// <summary>Small sources that compile, with one or two endpoints or unions each: most of what is spoiled in them is what the generator reads.</summary>
internal static class MutationSeeds
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.IO; using System.Threading; using System.Threading.Channels; using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Http.HttpResults; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.DependencyInjection; using SegStream;

        """;

    public static IEnumerable<string> All => Sources.Select(source => Usings + source);

    private static readonly string[] Sources =
    [
        "namespace A; public static class P { [SseEndpoint(\"/x/{id}\")] public static IEnumerable<int> Run(int id, string? filter, DayOfWeek day = DayOfWeek.Friday) => []; }",
        "namespace A; public sealed record E(int Number, string? Text, List<E2> More); public sealed record E2(Guid Id); public static class P { [SseEndpoint(\"/x\", Method = \"POST\", Capacity = 64)] public static IAsyncEnumerable<E> Run([FromBody] E2 body, CancellationToken token) => throw new Exception(); }",
        "public class P(IServiceProvider services) { [JsonStream(\"/x\", Formats = JsonStreamFormats.NdJson)] public async Task Run(StreamSender<int> sender, CancellationToken token) { await sender.SendAsync(1, token); sender.EndStream(); _ = services; } }",
        "public static class P { [TextStream(\"/x\")] public static Task<ChannelReader<string>> Run([FromHeader(Name = \"X-Y\")] string[] values, [FromKeyedServices(\"k\")] object service) => throw new Exception(); }",
        "public static class P { [BinaryStream(\"/x\", ContentType = \"audio/wav\")] public static void Run(StreamSender<byte[]> sender, HttpContext http, Stream body) { sender.EndStream(); } }",
        "public static class P { [SseEndpoint(\"/x\")] public static Results<NotFound, StreamResponse<int>> Run(bool found) => found ? StreamResponse.Sse<int>() : TypedResults.NotFound(); }",
        "public static class P { [ChunkedStream(\"/x\")] public static async Task Run(StreamSender sender) { await Task.Yield(); sender.SendTextChunk(\"a\"); sender.EndStream(); } }",
        "public record Page(int Number, string? Order); public static class P { [SseEndpoint(\"/x/{Number}\")] public static IEnumerable<Page> Run([AsParameters] Page page) => [page]; }",
        "[StreamEvents] public abstract partial record U { [StreamEvent(\"a\")] public sealed record A(int N) : U; [StreamEvent(\"e\", Error = true, Terminal = true)] public sealed record E(string M) : U; } public static class P { [SseEndpoint(\"/x\")] public static IEnumerable<U> Run() => [new U.A(1)]; }",
        "namespace N { public static partial class O { internal partial interface I { [StreamEvents] public abstract partial record U; [StreamEvent(\"a b\")] public sealed record A : U; } } }",
        "public abstract class B { [SseEndpoint(\"/b\")] public abstract IEnumerable<int> Run(int a); } public interface I { [JsonStream(\"/i\")] List<int> Run() => []; } public record R { [SseEndpoint(\"/r\")] public virtual IEnumerable<int> Run(params string[] tags) => []; }",
        "public static partial class P { [SseEndpoint(\"/x\")] public static partial List<int> Run(int a); public static partial List<int> Run(int a) => []; } public static class Q { [SseEndpoint(\"/y\")] public static Task<List<int>?> Run(this HttpRequest http) => null!; }",
    ];
}
