using SegStream.CodeFixes.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class SentAfterEndTests : UsedStreams
{
    [Fact]
    public Task A_send_after_the_end_is_reported() => Texts("sender.EndStream(); sender.[|TrySend|](\"a\"); await sender.[|SendAsync|](\"b\", ct);");

    [Fact]
    public Task A_send_after_a_failure_is_reported() => Texts("sender.Fail(new Exception()); await sender.[|SendAsync|](\"b\").ConfigureAwait(false);");

    [Fact]
    public Task A_send_after_dispose_is_reported() => Texts("sender.Dispose(); _ = sender.[|TrySend|](\"b\");");

    [Fact]
    public Task A_send_after_a_method_that_ends_the_stream_is_reported() => Texts("Work.Finish(sender); sender.[|TrySend|](\"b\");");

    [Fact]
    public Task A_send_through_the_channel_writer_is_reported() => Texts("var writer = sender.AsChannelWriter(); writer.TryComplete(); writer.[|TryWrite|](\"b\");");

    [Fact]
    public Task A_missing_return_is_reported() => Texts("if (text is null) { sender.EndStream(); } await sender.[|SendAsync|](text!, ct); sender.EndStream();");

    [Fact]
    public Task A_missing_break_in_an_endless_loop_is_reported() => Texts("while (true) { await sender.[|SendAsync|](\"a\", ct); if (Work.If()) { sender.EndStream(); } }");

    [Fact]
    public Task An_end_on_both_branches_is_reported() => Texts("if (flag) { sender.EndStream(); } else { sender.Fail(new Exception()); } if (Work.If()) { sender.[|TrySend|](\"a\"); }");

    [Fact]
    public Task A_send_that_decides_the_way_is_reported() => Texts("sender.EndStream(); if (!await sender.[|SendAsync|](\"a\", ct)) { return; }");

    [Fact]
    public Task A_send_in_finally_after_an_end_on_every_way_is_reported()
        => Texts("sender.EndStream(); try { await Work.DoAsync(); } finally { sender.[|TrySend|](\"a\"); }");

    [Fact]
    public Task A_heartbeat_after_the_end_is_reported() => Codes.Code("""
        public static class Endpoints
        {
            public static void Run(StreamSender sender) { sender.EndStream(); sender.[|SendHeartbeat|](); sender.[|SendSseData|]("a"); }
            public static void Make() { var response = StreamResponse.Sse(); response.Sender.EndStream(); response.Sender.[|SendSseData|]("a"); }
        }
        """).RunAsync();

    [Fact]
    public Task A_return_after_the_end_is_fine() => Texts("if (flag) { sender.EndStream(); return; } sender.TrySend(\"a\"); sender.EndStream();");

    [Fact]
    public Task An_end_in_a_loop_over_items_is_not_judged() => Texts("foreach (var item in items) { sender.TrySend(item); if (item == text) { sender.EndStream(); } }");

    [Fact]
    public Task Conditions_that_exclude_each_other_are_fine() => Texts("if (items.Count == 0) { sender.EndStream(); } foreach (var item in items) { sender.TrySend(item); }");

    [Fact]
    public Task A_flag_that_excludes_the_send_is_fine() => Texts("var over = false; if (text is null) { sender.EndStream(); over = true; } if (!over) { sender.TrySend(\"a\"); sender.EndStream(); }");

    [Fact]
    public Task A_send_in_a_handler_of_what_came_before_the_end_is_fine()
        => Texts("try { await sender.SendAsync(\"a\", ct); sender.EndStream(); } catch (IOException) { sender.TrySend(\"failed\"); sender.EndStream(); }".Replace("IOException", "TimeoutException", StringComparison.Ordinal));

    [Fact]
    public Task A_result_that_is_looked_at_is_not_judged()
        => Texts("sender.EndStream(); Work.Log(sender.TrySend(\"a\")); var accepted = await sender.SendAsync(\"b\", ct); if (sender.TrySend(\"c\") == SendResult.Closed) { Work.Do(); }");

    [Fact]
    public Task A_method_that_ends_the_stream_later_has_not_ended_it() => Codes.Code("""
        public static class Endpoints
        {
            public static Task FinishLater([EndsStream] StreamSender<string> sender) => Task.FromResult(sender.EndStream());
            public static void Run(StreamSender<string> sender) { var later = FinishLater(sender); sender.TrySend("a"); }
        }
        """).RunAsync();

    [Fact]
    public Task Another_stream_in_the_same_variable_is_not_judged()
        => Texts("var other = StreamResponse.Sse<string>(); other.Sender.EndStream(); other = StreamResponse.Sse<string>(); other.Sender.TrySend(\"a\"); other.Sender.EndStream();");

    [Fact]
    public Task Streams_made_in_a_loop_are_different_streams()
        => Texts("StreamSender<string>? last = null; while (true) { var next = StreamResponse.Sse<string>().Sender; last?.EndStream(); last = next; next.TrySend(\"a\"); }");

    [Fact]
    public Task A_stream_made_in_a_loop_is_judged_by_its_own_end()
        => Texts("while (true) { var next = StreamResponse.Sse<string>().Sender; next.TrySend(\"a\"); next.EndStream(); next.[|TrySend|](\"b\"); }");

    [Fact]
    public Task A_variable_that_a_lambda_changes_is_not_followed()
        => Texts("var own = StreamResponse.Sse<string>().Sender; Action renew = () => own = StreamResponse.Sse<string>().Sender; own.EndStream(); renew(); own.TrySend(\"a\"); own.EndStream();");

    [Fact]
    public Task An_end_in_a_lambda_is_not_judged() => Texts("_ = Task.Run(() => sender.EndStream()); sender.TrySend(\"a\");");

    [Fact]
    public Task The_message_names_the_ends() => Codes.Code("""
        public static class Endpoints
        {
            public static void Run(StreamSender<string> events)
            {
                events.EndStream();
                events.[|TrySend|]("a");
            }
        }
        """).Messages("'TrySend' sends on 'events' after the stream was ended (line 5): nothing of it is delivered").RunAsync();

    private const string Late = """
        public static class Endpoints
        {
            public static async Task First(StreamSender<string> sender)
            {
                sender.TrySend("a");
                sender.EndStream();
                sender.[|TrySend|]("b");
                await sender.[|SendAsync|]("c").ConfigureAwait(false);
            }

            public static void Second(StreamSender<string> sender)
            {
                sender.EndStream();

                // The last word.
                sender.[|TrySend|]("d");
            }
        }
        """;

    [Fact]
    public Task The_end_is_moved_behind_the_sends() => Codes.Code(Late).FixedBy<UseAfterEndFix>("EndStreamAfterSend", """
        public static class Endpoints
        {
            public static async Task First(StreamSender<string> sender)
            {
                sender.TrySend("a");
                sender.TrySend("b");
                await sender.SendAsync("c").ConfigureAwait(false);
                sender.EndStream();
            }

            public static void Second(StreamSender<string> sender)
            {

                // The last word.
                sender.TrySend("d");
                sender.EndStream();
            }
        }
        """).RunAsync();

    [Fact]
    public Task The_sends_are_removed() => Codes.Code(Late).FixedBy<UseAfterEndFix>("RemoveLateCall", """
        public static class Endpoints
        {
            public static async Task First(StreamSender<string> sender)
            {
                sender.TrySend("a");
                sender.EndStream();
            }

            public static void Second(StreamSender<string> sender)
            {
                sender.EndStream();
            }
        }
        """).RunAsync();

    [Fact]
    public Task The_end_is_not_moved_out_of_a_condition() => Codes.Code("""
        public static class Endpoints
        {
            public static void Run(StreamSender<string> sender, string? text)
            {
                if (text is null)
                {
                    sender.EndStream();
                }

                sender.[|TrySend|]("b");
            }
        }
        """).NotFixedBy<UseAfterEndFix>("EndStreamAfterSend").RunAsync();

    [Fact]
    public Task A_send_whose_result_decides_is_not_removed() => Codes.Code("""
        public static class Endpoints
        {
            public static async Task Run(StreamSender<string> sender)
            {
                sender.EndStream();
                if (await sender.[|SendAsync|]("b"))
                {
                    Work.Do();
                }
            }
        }
        """).NotFixedBy<UseAfterEndFix>().RunAsync();
}
