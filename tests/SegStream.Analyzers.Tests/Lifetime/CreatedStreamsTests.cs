using SegStream.Analyzers.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class CreatedStreamsTests : StreamsThatNobodyEnds
{
    [Fact]
    public Task A_response_whose_sender_nobody_takes_can_never_end() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join() => [|StreamResponse.Sse<string>()|];
        """);

    [Fact]
    public Task A_response_in_a_variable_whose_sender_nobody_takes_can_never_end() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse Join()
            {
                var response = [|StreamResponse.Sse()|];
                response.Sender.SendSseData("hello");
                return response;
            }
        """);

    [Fact]
    public Task A_response_behind_a_result_union_whose_sender_nobody_takes_can_never_end() => Members("""
            [SseEndpoint("/a")]
            public static async Task<Results<NotFound, StreamResponse<string>>> Join(bool exists)
            {
                await Work.DoAsync();
                if (!exists)
                {
                    return TypedResults.NotFound();
                }

                return [|StreamResponse.Sse<string>()|];
            }
        """);

    [Fact]
    public Task A_callback_neither_ends_a_response_nor_takes_it_over() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join() => [|StreamResponse.Sse<string>()|].OnCompleted(static end => { }).OnTimeout(static async end => await Work.DoAsync());

            [SseEndpoint("/b")]
            public static StreamResponse Leave()
            {
                var response = [|StreamResponse.Sse()|].OnError(static end => { });
                response.Sender.OnCompleted(static end => { });
                response.Sender.SendSseData("hello");
                return response;
            }
        """);

    [Fact]
    public Task A_response_with_a_callback_can_be_ended() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join()
            {
                var response = StreamResponse.Sse<string>().OnCompleted(static end => { });
                response.Sender.OnError(static async end => await Work.DoAsync());
                response.Sender.EndStream();
                return response;
            }

            [SseEndpoint("/b")]
            public static StreamResponse<string> Leave(IStreamRegistry registry)
            {
                var response = StreamResponse.Sse<string>().OnTimeout(static end => { });
                registry.Register("b", response.Sender);
                return response;
            }
        """);

    [Fact]
    public Task A_response_whose_sender_is_registered_is_the_registrys() => Members("""
            [SseEndpoint("/a")]
            public static Results<NotFound, StreamResponse<string>> Join(bool exists, IStreamRegistry registry, HttpContext http)
            {
                if (!exists) return TypedResults.NotFound();
                var response = StreamResponse.Sse<string>();
                registry.Register(http.Connection.Id, response.Sender, new StreamMetadata(http) { Group = "a" });
                return response;
            }
        """);

    [Fact]
    public Task A_response_whose_sender_a_lambda_takes_is_the_lambdas() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join()
            {
                var response = StreamResponse.Sse<string>();
                _ = Task.Run(() => response.Sender.EndStream());
                return response;
            }
        """);

    [Fact]
    public Task A_response_whose_sender_is_given_to_a_method_is_that_methods() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join()
            {
                var response = StreamResponse.Sse<string>();
                _ = Work.ProduceAsync(response.Sender);
                return response;
            }
        """);

    [Fact]
    public Task A_response_that_is_registered_on_one_way_only_leaks() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join(bool join)
            {
                var response = {|SEG0102:StreamResponse.Sse<string>()|};
                if (join)
                {
                    Work.Keep(response.Sender);
                }

                return response;
            }
        """);

    [Fact]
    public Task A_response_that_was_filled_and_ended_is_complete() => Members("""
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join()
            {
                var response = StreamResponse.Sse<string>();
                var sender = response.Sender;
                sender.TrySend("a");
                sender.EndStream();
                return response;
            }
        """);

    [Fact]
    public Task A_response_made_for_another_method_is_that_methods() => Members("""
            public static StreamResponse<string> Make() => StreamResponse.Sse<string>();
        """);

    [Fact]
    public Task A_response_from_a_sequence_ends_by_itself() => Members("""
            [JsonStream("/a")]
            public static StreamResponse<int> Numbers() => StreamResponse.JsonFrom(new[] { 1, 2 });
            [TextStream("/b")]
            public static StreamResponse<string> Lines() => StreamResponse.TextFrom(new[] { "a" });
        """);

    [Fact]
    public Task A_response_that_is_dropped_is_never_ended() => Members("""
            public static void Drop()
            {
                _ = [|StreamResponse.Sse<string>()|];
                [|StreamResponse.Text()|].Sender.SendTextChunk("a");
            }
        """);

    [Fact]
    public Task A_sender_taken_at_once_has_to_be_ended() => Members("""
            public static void Good()
            {
                var sender = StreamResponse.Sse<string>().Sender;
                sender.EndStream();
            }

            public static void Bad()
            {
                var sender = [|StreamResponse.Sse<string>()|].Sender;
                sender.TrySend("a");
            }
        """);

    [Fact]
    public Task A_response_made_anew_in_a_loop_loses_the_one_before() => Members("""
            public static void Loop()
            {
                StreamResponse<string>? response = null;
                while (Work.If())
                {
                    response = {|SEG0102:StreamResponse.Sse<string>()|};
                }

                response?.Sender.EndStream();
            }
        """);

    [Fact]
    public Task A_response_made_and_ended_in_a_loop_is_fine() => Members("""
            public static void Loop()
            {
                while (Work.If())
                {
                    var response = StreamResponse.Sse<string>();
                    response.Sender.EndStream();
                }
            }
        """);

    [Fact]
    public Task A_variable_that_may_still_be_null_is_followed() => Members("""
            public static void Maybe()
            {
                StreamResponse<string>? response = null;
                if (Work.If())
                {
                    response = StreamResponse.Sse<string>();
                }

                if (response != null)
                {
                    response.Sender.EndStream();
                }
            }

            public static void Conditional()
            {
                StreamResponse<string>? response = null;
                if (Work.If())
                {
                    response = StreamResponse.Sse<string>();
                }

                response?.Sender.EndStream();
            }
        """);

    [Fact]
    public Task A_mode_chosen_at_run_time_is_followed() => Members("""
            [JsonStream("/a")]
            public static StreamResponse Good(string format)
            {
                var response = format switch { "json" => StreamResponse.Json(), _ => StreamResponse.Json(JsonStreamFormats.NdJson) };
                response.Sender.EndStream();
                return response;
            }

            [JsonStream("/b")]
            public static StreamResponse Bad(string format)
            {
                var response = format == "json" ? [|StreamResponse.Json()|] : [|StreamResponse.Json(JsonStreamFormats.NdJson)|];
                return response;
            }
        """);

    [Fact]
    public Task A_variable_that_a_lambda_sees_and_that_is_assigned_later_is_not_followed() => Members("""
            public static void Later()
            {
                StreamSender<string>? sender = null;
                Action end = () => sender?.EndStream();
                sender = StreamResponse.Sse<string>().Sender;
                end();
            }
        """);

    [Fact]
    public Task A_method_whose_return_value_must_be_ended_makes_the_caller_the_owner() => Members("""
            [return: MustEnd]
            public static Task<StreamSender<string>> OpenAsync() => Task.FromResult(StreamResponse.Sse<string>().Sender);

            public static async Task Good()
            {
                var sender = await OpenAsync();
                sender.EndStream();
            }

            public static async Task Bad()
            {
                var sender = await [|OpenAsync()|].ConfigureAwait(false);
                sender.TrySend("a");
            }
        """);

    [Fact]
    public Task A_type_of_ones_own_can_carry_the_duty() => Members("""
            [MustEnd]
            public sealed class Session
            {
                [EndsStream] public void Close() { }
                public void Send() { }
            }

            [return: MustEnd]
            public static Session Open() => new();

            public static void Good() => Open().Close();
            public static void Bad() => [|Open()|].Send();
        """);

    [Fact]
    public Task A_lambda_mapped_as_an_endpoint_serves_its_response() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Program().Code("""
        var app = WebApplication.Create(args);
        app.MapGet("/a", () => [|StreamResponse.Sse<string>()|]);
        app.MapGet("/b", (IStreamRegistry registry) =>
        {
            var response = StreamResponse.Sse<string>();
            registry.Register("b", response.Sender);
            return response;
        });
        Func<StreamResponse<string>> make = () => StreamResponse.Sse<string>();
        Work.Log(make);
        """).RunAsync();

    [Fact]
    public Task Lambdas_in_field_initializers_are_seen() => Members("""
            private readonly Action _drop = () => [|StreamResponse.Sse<string>()|].Sender.TrySend("a");
        """);

    [Fact]
    public Task Constructors_and_properties_are_seen() => Members("""
            public Endpoints() => [|StreamResponse.Sse<string>()|].Sender.TrySend("a");
            public bool Dropped => [|StreamResponse.Sse<string>()|].Sender.IsConnected;
            public StreamResponse<string> Made => StreamResponse.Sse<string>();
        """);

    [Fact]
    public Task Code_that_executes_a_response_still_has_to_end_it() => Members("""
            public static async Task Bad(HttpContext http)
            {
                var response = [|StreamResponse.Sse<string>()|];
                await response.ExecuteAsync(http);
            }
        """);
}
