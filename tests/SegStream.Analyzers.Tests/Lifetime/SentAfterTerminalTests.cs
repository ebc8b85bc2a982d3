using SegStream.CodeFixes.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class SentAfterTerminalTests : UsedStreams
{
    [Fact]
    public Task An_event_after_a_terminal_one_is_reported() => Steps("await sender.SendAsync(new Step.Done(), ct); await sender.{|SEG0204:SendAsync|}(new Step.Progress(), ct); sender.EndStream();");

    [Fact]
    public Task A_generated_method_for_a_terminal_case_counts() => Steps("await sender.SendDoneAsync(ct); sender.{|SEG0204:TrySendProgress|}(); sender.EndStream();");

    [Fact]
    public Task A_value_of_the_type_of_the_case_counts() => Steps("var done = new Step.Done(); sender.TrySend(done); sender.{|SEG0204:TrySend|}(done); sender.EndStream();");

    [Fact]
    public Task A_second_start_is_reported() => Steps("sender.TrySendStart(); sender.TrySend(new Step.Progress()); sender.{|SEG0204:TrySend|}(new Step.Start()); sender.EndStream();");

    [Fact]
    public Task A_start_in_an_endless_loop_is_reported() => Steps("while (true) { sender.{|SEG0204:TrySendStart|}(); }");

    [Fact]
    public Task A_payload_of_the_unified_sender_counts() => Codes.Code("""
        public static class Endpoints
        {
            public static void Run(StreamSender sender) { sender.SendSseJson(new Step.Done()); sender.SendHeartbeat(); sender.{|SEG0204:SendSseData|}("a"); }
        }
        """).RunAsync();

    [Fact]
    public Task After_the_end_only_the_end_is_reported() => Steps("sender.TrySend(new Step.Done()); sender.EndStream(); sender.[|TrySend|](new Step.Progress());");

    [Fact]
    public Task The_end_after_the_terminal_event_is_right() => Steps("sender.TrySendStart(); sender.TrySendProgress(); await sender.SendDoneAsync(ct); sender.EndStream();");

    [Fact]
    public Task A_terminal_event_that_is_sent_again_when_it_was_refused_is_fine()
        => Steps("while (sender.TrySend(new Step.Done()) == SendResult.Full) { await Work.DoAsync(); } if (sender.TrySend(new Step.Done()) != SendResult.Accepted) { await sender.SendAsync(new Step.Done(), ct); } sender.EndStream();");

    [Fact]
    public Task A_terminal_event_on_one_way_is_not_judged_on_another()
        => Steps("if (flag) { sender.TrySend(new Step.Done()); } else { sender.TrySend(new Step.Progress()); sender.TrySend(new Step.Done()); } sender.EndStream();");

    [Fact]
    public Task An_event_whose_case_is_not_known_is_not_judged() => Steps("Step step = new Step.Done(); step = Work.If() ? step : new Step.Progress(); sender.TrySend(step); sender.TrySend(new Step.Progress()); sender.EndStream();");

    [Fact]
    public Task A_start_for_each_item_is_not_judged() => Steps("foreach (var item in items) { sender.TrySendStart(); } sender.EndStream();");

    [Fact]
    public Task An_error_event_in_a_handler_is_fine()
        => Steps("try { sender.TrySendStart(); await Work.DoAsync(); await sender.SendDoneAsync(ct); } catch (TimeoutException) { sender.TrySend(new Step.Progress()); } sender.EndStream();");

    [Fact]
    public Task Late_events_are_removed() => Codes.Code("""
        public static class Endpoints
        {
            public static async Task Run(StreamSender<Step> sender)
            {
                await sender.SendDoneAsync();
                sender.{|SEG0204:TrySendProgress|}();
                await sender.{|SEG0204:SendDoneAsync|}();
                sender.EndStream();
            }
        }
        """).FixedBy<UseAfterEndFix>("RemoveLateCall", """
        public static class Endpoints
        {
            public static async Task Run(StreamSender<Step> sender)
            {
                await sender.SendDoneAsync();
                sender.EndStream();
            }
        }
        """).RunAsync();
}
