using System.Text;

namespace SegStream.Benchmarks.Generators;

/// <summary>The text of the files of <see cref="SampleProject"/>.</summary>
internal static class SampleSource
{
    // Each is followed by the digit that is typed over.
    public const string InEndpointBody = "var typed = 10";
    public const string InEndpointSignature = "int page";
    public const string InUnrelatedBody = "var sum = 10";
    public const string InUnrelatedDeclaration = "public int Size";

    public const string Unrelated = """
        namespace App.Unrelated;

        public sealed class Basket
        {
            public int Size0 { get; init; }

            public int Sum(int start)
            {
                var sum = 100;
                for (var index = 0; index < Size0; index++)
                {
                    sum += start * index;
                }

                return sum;
            }
        }
        """;

    public static string Area(int number)
    {
        var text = new StringBuilder($$"""
            using System;
            using System.Collections.Generic;
            using System.Runtime.CompilerServices;
            using System.Text.Json.Serialization;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.Routing;
            using SegStream;

            namespace App.Area{{number}};

            [StreamEvents]
            public abstract partial record JobEvent
            {
                [StreamEvent("start")] public sealed record Start(string File, int Total) : JobEvent;
                [StreamEvent("progress")] public sealed record Progress(int Done, int Total, double Share) : JobEvent;
                [StreamEvent("done", Terminal = true)] public sealed record Done(int Processed, DateTimeOffset At) : JobEvent;
            }

            public interface IOrders
            {
                IAsyncEnumerable<string> ReadAsync(string filter, CancellationToken cancellationToken);
            }

            """);
        for (var endpoint = 0; endpoint < SampleProject.EndpointsPerFile - 1; endpoint++)
        {
            text.Append($"public sealed record Order{endpoint}(string Id, int Count, decimal Price, DateTimeOffset At, string? Note);\n");
        }

        text.Append("\npublic static class Endpoints\n{\n");
        for (var endpoint = 0; endpoint < SampleProject.EndpointsPerFile - 1; endpoint++)
        {
            text.Append(Pull(number, endpoint));
        }

        text.Append(Import(number));
        text.Append(Mapping(number));
        text.Append("}\n\n");
        text.Append(Context(number));
        return text.ToString();
    }

    private static string Pull(int number, int endpoint) => $$"""
            /// <summary>Orders of a shop, one by one.</summary>
            [{{(endpoint % 2 == 0 ? "SseEndpoint" : "JsonStream")}}("/area{{number}}/orders{{endpoint}}/{shop}")]
            public static async IAsyncEnumerable<Order{{endpoint}}> Orders{{endpoint}}(string shop, int page0, string? filter, IOrders orders, [EnumeratorCancellation] CancellationToken cancellationToken)
            {
                var typed = 100;
                await foreach (var id in orders.ReadAsync(filter ?? shop, cancellationToken))
                {
                    yield return new Order{{endpoint}}(id, typed + page0, 1.5m, DateTimeOffset.UnixEpoch, null);
                }
            }


        """;

    private static string Import(int number) => $$"""
            /// <summary>Imports a file.</summary>
            [SseEndpoint("/area{{number}}/imports/{file}")]
            public static async IAsyncEnumerable<JobEvent> Import(string file, int total, [EnumeratorCancellation] CancellationToken cancellationToken)
            {
                yield return new JobEvent.Start(file, total);
                for (var done = 0; done < total; done++)
                {
                    await Task.Delay(10, cancellationToken);
                    yield return new JobEvent.Progress(done, total, (double)done / total);
                }

                yield return new JobEvent.Done(total, DateTimeOffset.UnixEpoch);
            }


        """;

    private static string Mapping(int number)
    {
        var text = new StringBuilder("    public static void Map(IEndpointRouteBuilder app)\n    {\n");
        for (var endpoint = 0; endpoint < SampleProject.EndpointsPerFile - 1; endpoint++)
        {
            text.Append($"        app.MapGet(\"/plain/area{number}/orders{endpoint}/{{shop}}\", Orders{endpoint});\n");
        }

        return text.Append($"        app.MapGet(\"/plain/area{number}/imports/{{file}}\", Import);\n    }}\n").ToString();
    }

    private static string Context(int number)
    {
        var text = new StringBuilder();
        foreach (var type in (string[])["JobEvent.Start", "JobEvent.Progress", "JobEvent.Done", .. Enumerable.Range(0, SampleProject.EndpointsPerFile - 1).Select(endpoint => $"Order{endpoint}")])
        {
            text.Append($"[JsonSerializable(typeof({type}))]\n");
        }

        return text.Append($"internal sealed partial class Area{number}Json : JsonSerializerContext;\n").ToString();
    }
}
