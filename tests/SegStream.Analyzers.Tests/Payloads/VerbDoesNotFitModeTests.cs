using SegStream.Analyzers.Payloads;
using SegStream.CodeFixes.Payloads;

namespace SegStream.Analyzers.Tests.Payloads;

public sealed class VerbDoesNotFitModeTests
{
    [Fact]
    public Task A_callback_does_not_hide_the_mode() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public static class Streams
        {
            public static void Run()
            {
                var response = StreamResponse.Text().OnCompleted(static end => { });
                response.Sender.SendTextChunk("fits");
                response.Sender.[|SendBytes|](new byte[1]);
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("Sse", "SendSseJson(1)", true)]
    [InlineData("Sse", "SendSseJsonAsync(1)", true)]
    [InlineData("Sse", "SendSseData(\"a\")", true)]
    [InlineData("Sse", "SendSseEvent(\"a\", \"b\")", true)]
    [InlineData("Sse", "SendEvent(\"a\", \"b\")", true)]
    [InlineData("Sse", "SendData(\"a\")", true)]
    [InlineData("Sse", "SendHeartbeat()", true)]
    [InlineData("Sse", "SendJsonChunk(1)", false)]
    [InlineData("Sse", "SendTextChunk(\"a\")", false)]
    [InlineData("Sse", "SendTextChunkAsync(\"a\")", false)]
    [InlineData("Sse", "SendBytes(new byte[1])", false)]
    [InlineData("Json", "SendJsonChunk(1)", true)]
    [InlineData("Json", "SendSseJson(1)", false)]
    [InlineData("Json", "SendHeartbeat()", false)]
    [InlineData("Json", "SendTextChunk(\"a\")", false)]
    [InlineData("Text", "SendTextChunk(\"a\")", true)]
    [InlineData("Text", "SendSseData(\"a\")", false)]
    [InlineData("Text", "SendJsonChunk(1)", false)]
    [InlineData("Text", "SendBytes(new byte[1])", false)]
    [InlineData("Chunked", "SendTextChunk(\"a\")", true)]
    [InlineData("Chunked", "SendBytes(new byte[1])", true)]
    [InlineData("Chunked", "SendBytesAsync(new byte[1])", true)]
    [InlineData("Chunked", "SendSseData(\"a\")", false)]
    [InlineData("Binary", "SendBytes(new byte[1])", true)]
    [InlineData("Binary", "SendTextChunk(\"a\")", false)]
    [InlineData("Binary", "SendSseEvent(\"a\", \"b\")", false)]
    public Task A_verb_belongs_to_its_modes(string mode, string call, bool fits)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        var verb = fits ? call : $"[|{call[..open]}|]{call[open..]}";
        return Codes.Of<VerbDoesNotFitModeAnalyzer>().Code($$"""
            public static class Streams
            {
                public static void Run()
                {
                    var response = StreamResponse.{{mode}}();
                    response.Sender.{{verb}};
                }
            }
            """).RunAsync();
    }

    [Fact]
    public Task The_mode_is_followed_through_aliases_lambdas_and_conditional_access() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public static class Streams
        {
            public static void Run()
            {
                var response = StreamResponse.Sse();
                var sender = response.Sender;
                var alias = sender;
                alias.[|SendTextChunk|]("a");
                _ = Task.Run(() => alias.[|SendTextChunk|]("a"));
                StreamResponse.Json().Sender.[|SendSseData|]("a");
                StreamResponse later;
                later = StreamResponse.Text();
                later.Sender.[|SendJsonChunk|](1);
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("SseEndpoint", "[|SendTextChunk|](\"a\")")]
    [InlineData("SseEndpoint", "SendSseData(\"a\")")]
    [InlineData("JsonStream", "[|SendSseJson|](1)")]
    [InlineData("JsonStream", "SendJsonChunk(1)")]
    [InlineData("TextStream", "[|SendSseData|](\"a\")")]
    [InlineData("ChunkedStream", "SendBytes(new byte[1])")]
    [InlineData("BinaryStream", "[|SendTextChunk|](\"a\")")]
    public Task The_attribute_of_an_endpoint_gives_its_sender_the_mode(string attribute, string call) => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code($$"""
        public static class Endpoints
        {
            [{{attribute}}("/a")]
            public static void Serve(StreamSender sender)
            {
                sender.{{call}};
                sender.EndStream();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Unknown_modes_are_left_alone() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public sealed class Streams
        {
            private readonly StreamSender _kept = StreamResponse.Sse().Sender;

            public void Run(StreamSender sender, StreamResponse given, IStreamRegistry registry)
            {
                sender.SendTextChunk("a");
                given.Sender.SendTextChunk("a");
                _kept.SendTextChunk("a");
                if (registry.TryGetSender("a", out var found))
                {
                    found.SendTextChunk("a");
                }
            }

            [SseEndpoint("/a")]
            public void Reassigned(StreamSender sender, StreamSender other)
            {
                sender = _kept;
                sender.SendTextChunk("a");
            }
        }
        """).RunAsync();

    [Fact]
    public Task A_mode_chosen_at_run_time_has_to_fit_one_of_the_choices() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public static class Streams
        {
            public static void Run(bool json, StreamResponse given)
            {
                var response = json ? StreamResponse.Json() : StreamResponse.Sse();
                response.Sender.SendSseJson(1);
                response.Sender.SendJsonChunk(1);
                response.Sender.[|SendTextChunk|]("a");
                var other = json switch { true => StreamResponse.Text(), false => throw new NotSupportedException() };
                other.Sender.[|SendSseJson|](1);
                var unknown = json ? StreamResponse.Text() : given;
                unknown.Sender.SendSseJson(1);
            }
        }
        """).Messages(
            "'SendTextChunk' does not fit a stream of mode Sse or Json",
            "'SendSseJson' does not fit a stream of mode Text").RunAsync();

    [Fact]
    public Task A_response_has_the_mode_of_the_endpoints_attribute() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static StreamResponse First() => StreamResponse.[|Json|]();

            [JsonStream("/b")]
            public static async Task<Results<NotFound, StreamResponse<int>>> Second(bool exists)
            {
                await Work.DoAsync();
                if (!exists)
                {
                    return TypedResults.NotFound();
                }

                var response = StreamResponse.[|Sse|]<int>();
                return response;
            }

            [TextStream("/c")]
            public static StreamResponse<string> Third(bool flag) => flag ? StreamResponse.Text<string>() : StreamResponse.[|Chunked|]<string>();

            [SseEndpoint("/d")]
            public static StreamResponse<int> Fourth() => StreamResponse.[|JsonFrom|](new[] { 1 });

            [JsonStream("/d2")]
            public static StreamResponse<int> FourthReversed() => StreamResponse.[|SseFrom|](new[] { 1 });

            [SseEndpoint("/e")]
            public static StreamResponse Fifth()
            {
                Func<StreamResponse> other = () => StreamResponse.Json();
                Work.Log(other);
                return StreamResponse.Sse();
            }

            public static StreamResponse NoEndpoint() => StreamResponse.Json();
        }
        """).RunAsync();

    [Fact]
    public Task The_fitting_verb_is_used() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public static class Streams
        {
            [SseEndpoint("/a")]
            public static async Task Sse(StreamSender sender, CancellationToken ct)
            {
                sender.[|SendTextChunk|]("a");
                sender.[|SendTextChunk|](text: "a");
                await sender.[|SendTextChunkAsync|]("a", ct);
                sender.[|SendJsonChunk|]<object>(1);
                await sender.[|SendJsonChunkAsync|](1, ct);
                sender.EndStream();
            }

            [TextStream("/b")]
            public static void Text(StreamSender sender)
            {
                sender.[|SendSseData|]("a");
                sender.[|SendData|]("a");
                sender.[|SendSseJson|]<string>("a");
                sender.EndStream();
            }

            [JsonStream("/c")]
            public static async Task Json(StreamSender sender, CancellationToken ct)
            {
                sender.[|SendSseJson|](1);
                await sender.[|SendSseJsonAsync|](1, cancellationToken: ct);
                sender.[|SendTextChunk|]("a");
                sender.EndStream();
            }

            [BinaryStream("/d")]
            public static void Binary(StreamSender sender)
            {
                sender.[|SendJsonChunk|](new byte[1]);
                sender.EndStream();
            }

            [SseEndpoint("/e")]
            public static StreamResponse<int> Made() => StreamResponse.[|Json|]<int>();
        }
        """).FixedBy<VerbDoesNotFitModeFix>("UseFittingVerb", """
        public static class Streams
        {
            [SseEndpoint("/a")]
            public static async Task Sse(StreamSender sender, CancellationToken ct)
            {
                sender.SendSseData("a");
                sender.SendSseData("a");
                await sender.SendSseDataAsync("a", cancellationToken: ct);
                sender.SendSseJson<object>(1);
                await sender.SendSseJsonAsync(1, cancellationToken: ct);
                sender.EndStream();
            }

            [TextStream("/b")]
            public static void Text(StreamSender sender)
            {
                sender.SendTextChunk("a");
                sender.SendTextChunk("a");
                sender.SendTextChunk("a");
                sender.EndStream();
            }

            [JsonStream("/c")]
            public static async Task Json(StreamSender sender, CancellationToken ct)
            {
                sender.SendJsonChunk(1);
                await sender.SendJsonChunkAsync(1, cancellationToken: ct);
                sender.SendJsonChunk("a");
                sender.EndStream();
            }

            [BinaryStream("/d")]
            public static void Binary(StreamSender sender)
            {
                sender.SendBytes(new byte[1]);
                sender.EndStream();
            }

            [SseEndpoint("/e")]
            public static StreamResponse<int> Made() => StreamResponse.Sse<int>();
        }
        """).RunAsync();

    [Fact]
    public Task Nothing_is_offered_that_would_lose_what_is_sent() => Codes.Of<VerbDoesNotFitModeAnalyzer>().Code("""
        public static class Streams
        {
            [JsonStream("/a")]
            public static void Json(StreamSender sender)
            {
                sender.[|SendSseJson|](1, "name");
                sender.[|SendSseEvent|]("name", "data");
                sender.[|SendHeartbeat|]();
                sender.EndStream();
            }

            [BinaryStream("/b")]
            public static void Binary(StreamSender sender)
            {
                sender.[|SendTextChunk|]("a");
                sender.EndStream();
            }

            public static void Unsure(bool json)
            {
                var response = json ? StreamResponse.Json() : StreamResponse.Sse();
                response.Sender.[|SendTextChunk|]("a");
            }
        }
        """).NotFixedBy<VerbDoesNotFitModeFix>().RunAsync();
}
