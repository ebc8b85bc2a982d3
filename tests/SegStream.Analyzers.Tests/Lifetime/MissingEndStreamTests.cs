using SegStream.Analyzers.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class MissingEndStreamTests : StreamsThatNobodyEnds
{
    [Fact]
    public Task A_push_endpoint_that_only_sends_never_ends_its_stream() => NeverEnded("await sender.SendAsync(\"a\", ct);");

    [Fact]
    public Task A_push_endpoint_with_a_unified_sender_has_the_same_duty() => Members("""
            [SseEndpoint("/a")]
            public static void Serve(StreamSender [|sender|]) => sender.SendSseData("a");
        """);

    [Fact]
    public Task Looking_at_the_sender_does_not_end_the_stream()
        => NeverEnded("ArgumentNullException.ThrowIfNull(sender); Work.Log(sender.Mode); Work.Log(sender.IsConnected); if (sender == null) { Work.Do(); } _ = sender; Work.Log($\"{sender}\");");

    [Fact]
    public Task Dispose_does_not_complete_a_stream() => NeverEnded("sender.Dispose();");

    [Fact]
    public Task A_using_statement_does_not_complete_a_stream() => NeverEnded("using (sender) { await sender.SendAsync(\"a\", ct); }");

    [Fact]
    public Task A_using_declaration_does_not_complete_a_stream() => NeverEnded("using var used = sender; used.TrySend(\"a\");");

    [Fact]
    public Task A_method_that_borrows_the_sender_leaves_the_duty_here() => NeverEnded("Work.Greet(sender);");

    [Fact]
    public Task A_callback_for_the_end_does_not_end_the_stream() => NeverEnded("sender.OnCompleted(static end => { }); sender.OnTimeout(static async end => await Work.DoAsync()); await sender.SendAsync(\"a\", ct);");

    [Fact]
    public Task EndStream_after_a_callback_is_enough() => Ended("sender.OnError(static end => { }); await sender.SendAsync(\"a\", ct); sender.EndStream();");

    [Fact]
    public Task EndStream_at_the_end_is_enough() => Ended("await sender.SendAsync(\"a\", ct); sender.EndStream();");

    [Fact]
    public Task Fail_ends_a_stream() => Ended("sender.Fail(new InvalidOperationException());");

    [Fact]
    public Task EndStream_through_an_alias_is_enough() => Ended("var alias = sender; var other = alias; other.EndStream();");

    [Fact]
    public Task EndStream_after_a_null_test_is_enough() => Ended("sender?.EndStream();");

    [Fact]
    public Task EndStream_behind_the_null_forgiving_operator_is_enough() => Ended("sender!.EndStream();");

    [Fact]
    public Task EndStream_in_an_expression_is_enough() => Ended("Work.Log(sender.EndStream());");

    [Fact]
    public Task Completing_the_channel_writer_ends_the_stream() => Ended("var writer = sender.AsChannelWriter(); await writer.WriteAsync(\"a\", ct); writer.TryComplete();");

    [Fact]
    public Task A_channel_writer_that_is_not_completed_leaves_the_stream_open() => NeverEnded("var writer = sender.AsChannelWriter(); await writer.WriteAsync(\"a\", ct);");

    [Fact]
    public Task A_channel_writer_given_away_takes_the_duty_with_it() => Ended("Work.Log(sender.AsChannelWriter());");

    [Fact]
    public Task A_method_that_ends_the_stream_it_gets_is_enough() => Ended("Work.Finish(sender);");

    [Fact]
    public Task A_sender_passed_on_is_the_duty_of_that_method() => Ended("Work.Keep(sender);");

    [Fact]
    public Task A_sender_awaited_elsewhere_is_the_duty_of_that_method() => Ended("await Work.ProduceAsync(sender);");

    [Fact]
    public Task A_sender_captured_by_a_lambda_escapes() => Ended("_ = Task.Run(() => sender.EndStream());");

    [Fact]
    public Task A_sender_used_by_a_local_function_escapes() => Ended("Finish(); void Finish() => sender.EndStream();");

    [Fact]
    public Task A_sender_used_by_a_local_function_through_another_escapes() => Ended("Finish(); void Finish() => Really(); void Really() => sender.EndStream();");

    [Fact]
    public Task A_local_function_that_is_never_called_ends_nothing() => NeverEnded("void Finish() => sender.EndStream();");

    [Fact]
    public Task A_lambda_that_does_not_use_the_sender_takes_nothing_over() => NeverEnded("_ = Task.Run(() => Work.Do());");

    [Fact]
    public Task A_delegate_of_a_senders_method_escapes() => Ended("Func<bool> end = sender.EndStream; end();");

    [Fact]
    public Task A_sender_in_an_array_escapes() => Ended("var all = new[] { sender }; Work.Log(all);");

    [Fact]
    public Task A_sender_in_a_tuple_escapes() => Ended("var pair = (sender, 1); Work.Log(pair);");

    [Fact]
    public Task A_sender_in_a_mixed_variable_escapes() => Ended("object thing = sender; if (Work.If()) { thing = \"x\"; } Work.Log(thing);");

    [Fact]
    public Task A_parameter_that_is_assigned_is_not_followed() => Ended("sender = null!;");

    [Fact]
    public Task A_sender_stored_in_a_field_escapes() => Members("""
            private StreamSender<string>? _kept;

            [SseEndpoint("/a")]
            public void Serve(StreamSender<string> sender) => _kept = sender;
        """);

    [Fact]
    public Task A_sender_of_a_method_that_is_no_endpoint_is_borrowed_by_nature() => Members("""
            public static void Serve(StreamSender<string> sender) => sender.TrySend("a");
        """);

    [Fact]
    public Task A_parameter_that_takes_ownership_has_to_be_ended() => Members("""
            public static void Serve([TakesOwnership] StreamSender<string> [|sender|]) => sender.TrySend("a");
        """);

    [Fact]
    public Task A_parameter_that_promises_to_end_the_stream_has_to_be_ended() => Members("""
            public static void Serve([EndsStream] StreamSender<string> {|SEG0102:sender|})
            {
                if (Work.If())
                {
                    sender.EndStream();
                }
            }
        """);

    [Fact]
    public Task A_response_whose_ownership_is_taken_can_be_ended_through_its_sender() => Members("""
            public static void Good([TakesOwnership] StreamResponse<string> response) => response.Sender.EndStream();
            public static void Bad([TakesOwnership] StreamResponse<string> [|response|]) => response.Sender.TrySend("a");
        """);

    [Fact]
    public Task A_local_function_and_a_lambda_can_take_ownership_too() => Members("""
            public static void Serve()
            {
                void Take([TakesOwnership] StreamSender<string> [|sender|]) => sender.TrySend("a");
                var end = ([TakesOwnership] StreamSender<string> sender) => sender.EndStream();
                var leak = ([TakesOwnership] StreamSender<string> [|sender|]) => sender.TrySend("a");
                Work.Log(end);
                Work.Log(leak);
            }
        """);

    [Fact]
    public Task An_override_inherits_what_the_parameter_promises() => Members("""
            public abstract class Producer
            {
                public abstract void Produce([TakesOwnership] StreamSender<string> sender);
            }

            public sealed class Silent : Producer
            {
                public override void Produce(StreamSender<string> [|sender|]) => sender.TrySend("a");
            }
        """);

    [Fact]
    public Task A_method_that_throws_instead_of_returning_leaves_nothing_open() => Members("""
            [SseEndpoint("/a")]
            public static void Serve(StreamSender<string> sender) => throw new NotSupportedException();
        """);

    [Fact]
    public Task An_endless_loop_has_no_exit_that_could_leak() => Ended("while (true) { await sender.SendAsync(\"a\", ct); }");

    [Fact]
    public Task A_method_that_does_not_return_is_no_exit() => Ended("Work.Stop();");

    [Fact]
    public Task The_message_names_the_sender() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Serve(StreamSender<string> [|events|]) => events.TrySend("a");
        }
        """).Messages("The stream of 'events' is never ended: call EndStream() when it is complete, or Fail(exception)").RunAsync();

    [Fact]
    public Task An_editorconfig_switches_the_rule_off() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").EditorConfig("""
        [*.cs]
        dotnet_diagnostic.SEG0101.severity = none
        """).Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void Serve(StreamSender<string> events) => events.TrySend("a");
        }
        """).RunAsync();

    [Fact]
    public Task A_lambda_inside_a_try_is_a_method_of_its_own() => Members("""
            public static Func<StreamResponse<string>> Make(bool flag, bool other)
            {
                try
                {
                    if (flag)
                    {
                        Work.Do();
                    }

                    if (other)
                    {
                        Work.Do();
                    }

                    return () => Kept(StreamResponse.Sse<string>());
                }
                finally
                {
                    Work.Do();
                }
            }

            private static StreamResponse<string> Kept(StreamResponse<string> response)
            {
                response.Sender.EndStream();
                return response;
            }
        """);
}
