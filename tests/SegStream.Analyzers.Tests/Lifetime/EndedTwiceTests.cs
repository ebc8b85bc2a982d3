using SegStream.CodeFixes.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class EndedTwiceTests : UsedStreams
{
    [Fact]
    public Task A_failure_after_the_end_is_reported() => Texts("sender.EndStream(); sender.{|SEG0104:Fail|}(new Exception());");

    [Fact]
    public Task An_end_after_a_failure_is_reported() => Texts("try { await Work.DoAsync(); } catch (Exception e) { sender.Fail(e); sender.{|SEG0104:EndStream|}(); throw; } sender.EndStream();");

    [Fact]
    public Task Completing_the_channel_writer_after_a_failure_is_reported() => Texts("sender.Fail(new Exception()); sender.AsChannelWriter().{|SEG0104:TryComplete|}();");

    [Fact]
    public Task The_same_end_twice_is_fine() => Texts("sender.EndStream(); sender.EndStream();");

    [Fact]
    public Task An_end_in_finally_for_the_ways_without_one_is_fine() => Texts("try { await Work.DoAsync(); } catch (Exception e) { sender.Fail(e); } finally { sender.EndStream(); }");

    [Fact]
    public Task A_failure_of_what_follows_the_end_is_not_judged() => Texts("try { await Work.DoAsync(); sender.EndStream(); Work.Do(); } catch (Exception e) { sender.Fail(e); }");

    [Fact]
    public Task An_end_after_different_ends_is_not_judged() => Texts("if (flag) { sender.EndStream(); } else { sender.Fail(new Exception()); } sender.EndStream();");

    [Fact]
    public Task A_result_that_is_looked_at_is_not_judged() => Texts("sender.EndStream(); Work.Log(sender.Fail(new Exception())); if (sender.Fail(new Exception())) { Work.Do(); }");

    [Fact]
    public Task Dispose_after_the_end_is_fine() => Texts("using (sender) { sender.EndStream(); } sender.Dispose();");

    [Fact]
    public Task The_second_end_is_removed() => Codes.Code("""
        public static class Endpoints
        {
            public static void First(StreamSender<string> sender)
            {
                sender.Fail(new InvalidOperationException());
                sender.{|SEG0104:EndStream|}();
            }

            public static void Second(StreamSender<string> sender, bool flag)
            {
                sender.EndStream();
                if (flag)
                    sender.{|SEG0104:Fail|}(new InvalidOperationException());
                sender?.{|SEG0104:Fail|}(new InvalidOperationException());
            }
        }
        """).FixedBy<UseAfterEndFix>("RemoveLateCall", """
        public static class Endpoints
        {
            public static void First(StreamSender<string> sender)
            {
                sender.Fail(new InvalidOperationException());
            }

            public static void Second(StreamSender<string> sender, bool flag)
            {
                sender.EndStream();
                if (flag)
                {
                }
            }
        }
        """).RunAsync();
}
