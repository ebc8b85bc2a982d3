namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>The methods that the generator makes for the cases of a union borrow the sender: sending is not ending, and not handing over.</summary>
public sealed class GeneratedSendsTests : StreamsThatNobodyEnds
{
    [Fact]
    public Task Stream_that_is_only_sent_to_by_generated_methods_is_never_ended() => Members("""
            [SseEndpoint("/a")]
            public static async Task Serve(StreamSender<SegStream.Vocabulary.StandardEvent> {|SEG0101:sender|}, CancellationToken ct)
            {
                await SegStream.Vocabulary.StandardEventSenderExtensions.SendStartAsync(sender, cancellationToken: ct);
                SegStream.Vocabulary.StandardEventSenderExtensions.TrySendDone(sender);
            }
        """);

    [Fact]
    public Task EndStream_behind_generated_methods_is_enough() => Vocabulary("""
        await sender.SendStartAsync("x", cancellationToken: ct);
        if (sender.TrySendProgress(1) == SendResult.Closed) { Work.Do(); }
        await sender.SendDoneAsync(cancellationToken: ct);
        sender.EndStream();
        """, "sender");

    [Fact]
    public Task Terminal_event_is_no_end() => Vocabulary("await sender.SendDoneAsync(cancellationToken: ct);", "{|SEG0101:sender|}");

    [Fact]
    public Task A_path_without_an_end_is_found_among_generated_methods() => Vocabulary("""
        if (!await sender.SendStartAsync(cancellationToken: ct)) { return; }
        if (Work.If()) { await sender.SendErrorAsync("code", "message", ct); return; }
        sender.EndStream();
        """, "{|SEG0102:sender|}");

    [Fact]
    public Task Progress_borrows_the_sender_too() => Vocabulary("var progress = sender.Progress(10); progress.Add(); progress.Complete();", "{|SEG0101:sender|}");

    [Fact]
    public Task EndStream_behind_progress_is_enough() => Vocabulary("var progress = sender.Progress(10, r => new StandardEvent.Progress(r.Percent)); progress.Add(); sender.EndStream();", "sender");

    [Fact]
    public Task Own_method_that_does_not_say_that_it_borrows_takes_the_sender_over() => Vocabulary("Work.Keep(sender); await sender.SendDoneAsync();", "sender");

    private static Task Vocabulary(string body, string sender) => Codes.Of<SegStream.Analyzers.Lifetime.MissingEndStreamAnalyzer>().For("SEG0101").Code($$"""
        using SegStream.Vocabulary;

        public static class Endpoints
        {
            [SseEndpoint("/stream")]
            public static async Task Serve(StreamSender<StandardEvent> {{sender}}, CancellationToken ct)
            {
                await Work.DoAsync();
                {{body}}
            }
        }
        """).RunAsync();
}
