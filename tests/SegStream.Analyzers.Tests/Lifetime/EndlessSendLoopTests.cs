using SegStream.Analyzers.Lifetime;
using SegStream.CodeFixes.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class EndlessSendLoopTests
{
    [Fact]
    public Task A_loop_without_an_end_is_reported() => Body("[|while|] (true) { await sender.SendAsync(\"a\"); await Task.Delay(1); }");

    [Fact]
    public Task A_for_without_a_condition_is_reported() => Body("[|for|] (;;) { sender.TrySend(\"a\"); if (flag) { continue; } await Work.DoAsync(); }");

    [Fact]
    public Task A_do_loop_is_reported() => Body("[|do|] { sender.TrySend(\"a\"); await Work.DoAsync(); } while (true);");

    [Fact]
    public Task A_loop_around_a_loop_over_items_is_reported() => Body("[|while|] (true) { foreach (var item in new[] { \"a\" }) { _ = await sender.SendAsync(item); } }");

    [Fact]
    public Task A_token_that_is_none_is_no_token() => Body("[|while|] (true) { await sender.SendAsync(\"a\", CancellationToken.None); await Task.Delay(1, default); }");

    [Fact]
    public Task The_innermost_loop_is_reported() => Body("while (true) { [|while|] (true) { sender.TrySend(\"a\"); } }");

    [Fact]
    public Task A_loop_with_a_token_is_fine() => Body("while (true) { await sender.SendAsync(\"a\", ct); }");

    [Fact]
    public Task A_loop_that_waits_with_a_token_is_fine() => Body("while (true) { sender.TrySend(\"a\"); await Task.Delay(1, ct); }");

    [Fact]
    public Task A_loop_that_looks_at_the_result_is_fine() => Body("while (true) { if (!await sender.SendAsync(\"a\")) { break; } }");

    [Fact]
    public Task A_loop_that_keeps_the_result_is_fine() => Body("var going = true; while (true) { going = await sender.SendAsync(\"a\"); Work.Log(going); }");

    [Fact]
    public Task A_loop_that_looks_at_the_connection_is_fine() => Body("while (true) { sender.TrySend(\"a\"); Work.Log(sender.IsConnected); }");

    [Fact]
    public Task A_loop_with_a_way_out_is_fine() => Body("while (true) { sender.TrySend(\"a\"); if (Work.If()) { return; } }");

    [Fact]
    public Task A_loop_with_a_condition_is_fine() => Body("while (Work.If()) { await sender.SendAsync(\"a\"); }");

    [Fact]
    public Task A_loop_that_writes_to_the_channel_writer_is_fine() => Body("while (true) { await sender.AsChannelWriter().WriteAsync(\"a\"); }");

    [Fact]
    public Task A_loop_that_sends_nothing_is_fine() => Body("while (true) { await Work.DoAsync(); }");

    [Fact]
    public Task A_loop_that_makes_lambdas_is_not_judged() => Body("while (true) { await Task.Run(() => sender.TrySend(\"a\")); }");

    [Fact]
    public Task The_first_send_becomes_the_way_out() => Codes.Of<EndlessSendLoopAnalyzer>().Code("""
        public static class Endpoints
        {
            public static async Task First(StreamSender<string> sender)
            {
                [|while|] (true)
                {
                    // Every second.
                    await sender.SendAsync("a");
                    await Task.Delay(1_000);
                }
            }

            public static void Second(StreamSender<string> sender)
            {
                [|for|] (; ;)
                    sender.TrySend("a");
            }
        }
        """).FixedBy<EndlessSendLoopFix>("LeaveLoopWhenOver", """
        public static class Endpoints
        {
            public static async Task First(StreamSender<string> sender)
            {
                while (true)
                {
                    // Every second.
                    if (!await sender.SendAsync("a"))
                    {
                        break;
                    }
                    await Task.Delay(1_000);
                }
            }

            public static void Second(StreamSender<string> sender)
            {
                for (; ;)
                    if (sender.TrySend("a") == SendResult.Closed)
                    {
                        break;
                    }
            }
        }
        """).RunAsync();

    [Fact]
    public Task No_way_out_is_offered_where_break_leaves_another_loop() => Codes.Of<EndlessSendLoopAnalyzer>().Code("""
        public static class Endpoints
        {
            public static void Run(StreamSender<string> sender)
            {
                [|while|] (true)
                {
                    foreach (var item in new[] { "a" })
                    {
                        sender.TrySend(item);
                    }
                }
            }
        }
        """).NotFixedBy<EndlessSendLoopFix>().RunAsync();

    private static Task Body(string body) => Codes.Of<EndlessSendLoopAnalyzer>().Code($$"""
        public static class Endpoints
        {
            public static async Task Serve(StreamSender<string> sender, bool flag, CancellationToken ct)
            {
                await Work.DoAsync();
                {{body}}
            }
        }
        """).RunAsync();
}
