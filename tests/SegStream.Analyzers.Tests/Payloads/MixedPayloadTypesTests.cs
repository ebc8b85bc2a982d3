using SegStream.Analyzers.Payloads;
using SegStream.CodeFixes.Payloads;

namespace SegStream.Analyzers.Tests.Payloads;

public sealed class MixedPayloadTypesTests
{
    private const string Types = """
        public sealed record Started(int Total);
        public sealed record Progress(int Done);
        [StreamEvents]
        public abstract partial record JobEvent
        {
            [StreamEvent("begun")] public sealed record Begun(int Total) : JobEvent;
            [StreamEvent("moved")] public sealed record Moved(int Done) : JobEvent;
        }
        """;

    [Fact]
    public Task Two_types_on_one_unified_sender_are_mixed() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task Serve(StreamSender sender)
            {
                sender.SendSseJson(new Started(1));
                sender.SendSseJson(new Started(2));
                await sender.[|SendSseJsonAsync|](new Progress(1), "progress");
                sender.SendSseJson(new Progress(2));
                sender.EndStream();
            }

            [JsonStream("/b")]
            public static void Json(StreamSender sender)
            {
                sender.SendJsonChunk(1);
                sender.[|SendJsonChunk|]("a");
                sender.EndStream();
            }
        }
        """).Messages(
            "Values of different types are sent on 'sender': Started, Progress. Declare them as the cases of one event union.",
            "Values of different types are sent on 'sender': int, string. Declare them as the cases of one event union.").RunAsync();

    [Fact]
    public Task A_union_and_its_cases_belong_together() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Serve(StreamSender sender)
            {
                sender.SendSseJson(new JobEvent.Begun(1));
                sender.SendSseJson<JobEvent>(new JobEvent.Moved(1));
                sender.SendSseJson(new JobEvent.Moved(2));
                sender.EndStream();
            }
        }
        """).RunAsync();

    [Fact]
    public Task A_type_beside_a_union_is_mixed() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Serve(StreamSender sender)
            {
                sender.SendSseJson(new JobEvent.Begun(1));
                sender.[|SendSseJson|](new Progress(1));
                sender.EndStream();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Different_senders_may_send_different_types() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public sealed class Streams
        {
            private readonly StreamSender _kept = StreamResponse.Sse().Sender;

            public void Run(StreamSender first, StreamSender second)
            {
                first.SendSseJson(1);
                second.SendSseJson("a");
                var third = StreamResponse.Sse();
                third.Sender.SendSseJson(1.5);
                _kept.SendSseJson('a');
                first.SendSseData("text has no type");
            }

            public void Generic<T>(StreamSender sender, T value)
            {
                sender.SendSseJson(value);
                sender.SendSseJson(1);
            }
        }
        """).RunAsync();

    [Fact]
    public Task Aliases_are_one_sender() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Streams
        {
            public static void Run()
            {
                var response = StreamResponse.Sse();
                var sender = response.Sender;
                response.Sender.SendSseJson(1);
                sender?.[|SendSseJson|]("a");
            }
        }
        """).RunAsync();

    [Fact]
    public Task Object_says_nothing_about_the_type() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Push([|StreamSender<object>|] sender) => sender.EndStream();

            [SseEndpoint("/b")]
            public static void Dynamic([|StreamSender<dynamic>|] sender) => sender.EndStream();

            [SseEndpoint("/c")]
            public static async [|IAsyncEnumerable<object>|] Pull()
            {
                await Work.DoAsync();
                yield return 1;
            }

            [SseEndpoint("/d")]
            public static [|ChannelReader<object>|] Read() => Channel.CreateBounded<object>(1).Reader;

            [SseEndpoint("/e")]
            public static StreamResponse<object> Detached()
            {
                var response = StreamResponse.[|Sse|]<object>();
                Work.Keep(response.Sender);
                return response;
            }

            [JsonStream("/f")]
            public static [|Task<IAsyncEnumerable<object>>|] Later() => throw new NotSupportedException();

            public static void Unified(StreamSender sender, object value) => sender.[|SendSseJson|](value);
        }
        """).RunAsync();

    [Fact]
    public Task Code_that_serves_nothing_may_use_object() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Library
        {
            public static void Push(StreamSender<object> sender) => sender.EndStream();

            public static async IAsyncEnumerable<object> Pull()
            {
                await Work.DoAsync();
                yield return 1;
            }

            [SseEndpoint("/a")]
            public static IAsyncEnumerable<string> Strings(List<object> unrelated) => throw new NotSupportedException();
        }
        """).RunAsync();

    [Fact]
    public Task A_union_is_created_for_a_unified_sender() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        namespace App;

        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Serve(StreamSender sender)
            {
                sender.SendSseJson(new Started(1));
                sender.[|SendSseJson|]<Progress>(new Progress(1), "progress");
                sender.EndStream();
            }
        }
        """).FixedBy<EventUnionFix>("CreateEventUnion", """
        namespace App;

        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Serve(StreamSender sender)
            {
                sender.SendSseJson<ServeEvent>(new ServeEvent.Started(new Started(1)));
                sender.SendSseJson<ServeEvent>(new ServeEvent.Progress(new Progress(1)), "progress");
                sender.EndStream();
            }
        }

        [StreamEvents]
        public abstract partial record ServeEvent
        {
            [StreamEvent("started")]
            public sealed record Started(global::Started Value) : ServeEvent;

            [StreamEvent("progress")]
            public sealed record Progress(global::Progress Value) : ServeEvent;
        }

        """).RunAsync();

    [Fact]
    public Task A_union_is_created_for_a_typed_sender_and_for_a_sequence() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        internal static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task PushAsync([|StreamSender<object>|] sender, CancellationToken ct)
            {
                sender.TrySend(new Started(1));
                await sender.SendAsync("text", ct);
                sender.EndStream();
            }

            [SseEndpoint("/b")]
            public static async [|IAsyncEnumerable<object>|] Pull()
            {
                await Work.DoAsync();
                yield return new Started(1);
                yield return 1;
            }
        }
        """).FixedBy<EventUnionFix>("CreateEventUnion", """
        internal static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task PushAsync(StreamSender<PushEvent> sender, CancellationToken ct)
            {
                sender.TrySend(new PushEvent.Started(new Started(1)));
                await sender.SendAsync(new PushEvent.String("text"), ct);
                sender.EndStream();
            }

            [SseEndpoint("/b")]
            public static async IAsyncEnumerable<PullEvent> Pull()
            {
                await Work.DoAsync();
                yield return new PullEvent.Started(new Started(1));
                yield return new PullEvent.Int32(1);
            }
        }

        [StreamEvents]
        internal abstract partial record PullEvent
        {
            [StreamEvent("started")]
            public sealed record Started(global::Started Value) : PullEvent;

            [StreamEvent("int32")]
            public sealed record Int32(int Value) : PullEvent;
        }

        [StreamEvents]
        internal abstract partial record PushEvent
        {
            [StreamEvent("started")]
            public sealed record Started(global::Started Value) : PushEvent;

            [StreamEvent("string")]
            public sealed record String(string Value) : PushEvent;
        }

        """).RunAsync();

    [Fact]
    public Task A_union_has_the_line_ends_of_its_document() => Codes.Of<MixedPayloadTypesAnalyzer>().Code(
        "public static class A\r\n{\r\n    public static void Send(StreamSender sender, object value)\r\n    {\r\n        sender.SendSseJson(1);\r\n        sender.[|SendSseJson|](\"a\");\r\n    }\r\n}\r\n")
        .FixedBy<EventUnionFix>(
            "CreateEventUnion",
            "public static class A\r\n{\r\n    public static void Send(StreamSender sender, object value)\r\n    {\r\n        sender.SendSseJson<SendEvent>(new SendEvent.Int32(1));\r\n        sender.SendSseJson<SendEvent>(new SendEvent.String(\"a\"));\r\n    }\r\n}\r\n\r\n[StreamEvents]\r\npublic abstract partial record SendEvent\r\n{\r\n    [StreamEvent(\"int32\")]\r\n    public sealed record Int32(int Value) : SendEvent;\r\n\r\n    [StreamEvent(\"string\")]\r\n    public sealed record String(string Value) : SendEvent;\r\n}\r\n")
        .RunAsync();

    [Fact]
    public Task No_union_is_offered_where_it_would_not_compile() => Codes.Of<MixedPayloadTypesAnalyzer>().Support(Types).Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Anonymous(StreamSender sender)
            {
                sender.SendSseJson(new { A = 1 });
                sender.[|SendSseJson|](1);
                sender.EndStream();
            }

            [SseEndpoint("/b")]
            public static void Unknown([|StreamSender<object>|] sender, object value)
            {
                sender.TrySend(value);
                sender.EndStream();
            }

            [SseEndpoint("/c")]
            public static void Passed([|StreamSender<object>|] sender)
            {
                sender.TrySend(1);
                Use(sender);
            }

            private static void Use(StreamSender<object> sender) => sender.EndStream();
        }
        """).NotFixedBy<EventUnionFix>().RunAsync();
}
