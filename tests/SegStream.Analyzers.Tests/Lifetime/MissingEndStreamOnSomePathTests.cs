using System.Globalization;
using Microsoft.CodeAnalysis;
using SegStream.Analyzers.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class MissingEndStreamOnSomePathTests : StreamsThatNobodyEnds
{
    [Fact]
    public Task An_early_return_leaks() => PartlyEnded("if (Work.If()) { return; } sender.EndStream();");

    [Fact]
    public Task One_branch_of_two_leaks() => PartlyEnded("if (Work.If()) { sender.EndStream(); } else { Work.Do(); }");

    [Fact]
    public Task Both_branches_end() => Ended("if (Work.If()) { sender.EndStream(); } else { sender.Fail(new Exception()); }");

    [Fact]
    public Task An_early_return_after_the_end_is_fine() => Ended("if (Work.If()) { sender.EndStream(); return; } sender.EndStream();");

    [Fact]
    public Task The_message_names_the_lines_at_which_the_code_leaves() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0102").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/x")]
            public static async Task Run(StreamSender<string> [|sender|], string? text)
            {
                if (text is null)
                {
                    return;
                }

                if (await sender.SendAsync(text))
                {
                    sender.EndStream();
                }
                else if (text.Length == 0)
                {
                    return;
                }
                else
                {
                    throw new InvalidOperationException();
                }

                if (text == "last")
                {
                    sender.TrySend("never seen");
                }
            }

            [SseEndpoint("/y")]
            public static void Switch(StreamSender<string> [|events|], int number)
            {
                switch (number)
                {
                    case 1:
                        return;
                    case 2:
                        events.EndStream();
                        return;
                }
            }
        }
        """).Messages(
            "The stream of 'sender' is not ended on every path: call EndStream() or Fail(exception) before the code leaves (line 8)",
            "The stream of 'events' is not ended on every path: call EndStream() or Fail(exception) before the code leaves (line 36, 41)").RunAsync();

    [Fact]
    public Task A_switch_with_a_section_that_does_not_end_leaks()
        => PartlyEnded("switch (number) { case 1: sender.EndStream(); break; case 2: sender.Fail(new Exception()); break; default: break; }");

    [Fact]
    public Task A_switch_whose_sections_all_end_is_fine()
        => Ended("switch (number) { case 1: sender.EndStream(); break; default: sender.Fail(new Exception()); break; }");

    [Fact]
    public Task EndStream_in_a_loop_that_may_not_run_leaks() => PartlyEnded("foreach (var item in new List<int>()) { sender.EndStream(); }");

    [Fact]
    public Task A_break_out_of_an_endless_loop_leaks() => PartlyEnded("while (true) { if (Work.If()) { break; } if (Work.If()) { sender.EndStream(); return; } }");

    [Fact]
    public Task EndStream_behind_a_condition_operator_leaks() => PartlyEnded("_ = Work.If() && sender.EndStream();");

    [Fact]
    public Task Escaping_on_one_branch_only_leaks_on_the_other() => PartlyEnded("if (Work.If()) { Work.Keep(sender); }");

    [Fact]
    public Task EndStream_in_finally_covers_every_way_out()
        => Ended("try { if (Work.If()) { return; } while (Work.If()) { if (Work.If()) { break; } } await sender.SendAsync(\"a\", ct); } finally { sender.EndStream(); }");

    [Fact]
    public Task A_finally_that_ends_only_sometimes_leaks() => PartlyEnded("try { Work.Do(); } finally { if (Work.If()) { sender.EndStream(); } }");

    [Fact]
    public Task A_catch_that_swallows_leaks() => PartlyEnded("try { Work.Do(); sender.EndStream(); } catch (Exception exception) { Work.Log(exception); }");

    [Fact]
    public Task A_catch_that_fails_the_stream_is_fine() => Ended("try { Work.Do(); sender.EndStream(); } catch (Exception exception) { sender.Fail(exception); }");

    [Fact]
    public Task A_catch_that_throws_again_is_fine() => Ended("try { Work.Do(); } catch { throw; } sender.EndStream();");

    [Fact]
    public Task A_catch_of_a_special_exception_leaks() => PartlyEnded("try { Work.Do(); sender.EndStream(); } catch (TimeoutException) { }");

    [Fact]
    public Task Ending_in_the_catch_only_leaks_on_the_good_way() => PartlyEnded("try { Work.Do(); } catch (Exception exception) { sender.Fail(exception); throw; }");

    [Fact]
    public Task Ending_cannot_throw_into_the_catch() => Ended("try { sender.EndStream(); } catch { }");

    [Fact]
    public Task An_exception_that_no_handler_catches_leaves_by_throwing()
        => Ended("try { throw new InvalidOperationException(); } catch (TimeoutException) { } sender.EndStream();");

    [Fact]
    public Task An_exception_passes_through_the_inner_finally()
        => Ended("try { try { Work.Do(); } finally { sender.EndStream(); } } catch { }");

    [Fact]
    public Task A_flag_that_remembers_the_end_is_understood()
        => Ended("var ended = false; try { Work.Do(); sender.EndStream(); ended = true; } finally { if (!ended) { sender.Fail(new Exception()); } }");

    [Fact]
    public Task The_same_condition_twice_is_understood() => Ended("if (flag) { Work.Keep(sender); } Work.Do(); if (!flag) { sender.EndStream(); }");

    [Fact]
    public Task A_condition_that_changed_between_is_not_the_same() => PartlyEnded("if (flag) { sender.EndStream(); } flag = Work.If(); if (!flag) { sender.EndStream(); }");

    [Fact]
    public Task Constant_conditions_are_understood() => Ended("while (true) { if (Work.If()) { sender.EndStream(); return; } }");

    [Fact]
    public Task A_constant_false_branch_is_never_taken() => Ended("const bool Debug = false; if (Debug) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_cancellation_is_fine() => Ended("if (ct.IsCancellationRequested) { return; } sender.EndStream();");

    [Fact]
    public Task A_loop_until_cancellation_is_fine() => Ended("while (!ct.IsCancellationRequested) { await sender.SendAsync(\"a\", ct); }");

    [Fact]
    public Task A_loop_until_cancellation_with_a_break_leaks() => NeverEnded("while (!ct.IsCancellationRequested) { if (Work.If()) { break; } }");

    [Fact]
    public Task A_catch_of_cancellation_is_fine() => Ended("try { await sender.SendAsync(\"a\", ct); sender.EndStream(); } catch (OperationCanceledException) { }");

    [Fact]
    public Task A_filter_that_asks_for_cancellation_is_fine()
        => Ended("try { await sender.SendAsync(\"a\", ct); sender.EndStream(); } catch (Exception) when (ct.IsCancellationRequested) { }");

    [Fact]
    public Task Another_filter_leaks() => PartlyEnded("try { await sender.SendAsync(\"a\", ct); sender.EndStream(); } catch (Exception) when (Work.If()) { }");

    [Fact]
    public Task An_exit_after_a_send_that_was_refused_is_fine() => Ended("if (!await sender.SendAsync(\"a\", ct)) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_a_configured_send_that_was_refused_is_fine() => Ended("if (!await sender.SendAsync(\"a\", ct).ConfigureAwait(false)) { return; } sender.EndStream();");

    [Fact]
    public Task The_refusal_may_be_remembered_in_a_variable() => Ended("var accepted = await sender.SendAsync(\"a\", ct); if (!accepted) { return; } sender.EndStream();");

    [Fact]
    public Task A_refusal_compared_with_false_is_understood() => Ended("if (await sender.SendAsync(\"a\", ct) == false) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_a_send_that_was_accepted_leaks() => PartlyEnded("if (await sender.SendAsync(\"a\", ct)) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_Closed_is_fine() => Ended("if (sender.TrySend(\"a\") == SendResult.Closed) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_a_pattern_with_Closed_is_fine() => Ended("if (sender.TrySend(\"a\") is SendResult.Closed) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_a_remembered_Closed_is_fine() => Ended("var result = sender.TrySend(\"a\"); if (result == SendResult.Closed) { return; } sender.EndStream();");

    [Fact]
    public Task A_switch_over_the_result_is_understood()
        => Ended("switch (sender.TrySend(\"a\")) { case SendResult.Closed: return; default: sender.EndStream(); break; }");

    [Fact]
    public Task An_exit_after_Full_leaks() => PartlyEnded("if (sender.TrySend(\"a\") == SendResult.Full) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_after_anything_but_Accepted_leaks() => PartlyEnded("if (sender.TrySend(\"a\") != SendResult.Accepted) { return; } sender.EndStream();");

    [Fact]
    public Task An_exit_without_a_connection_is_fine() => Ended("if (!sender.IsConnected) { return; } sender.EndStream();");

    [Fact]
    public Task A_loop_while_connected_is_fine() => Ended("while (sender.IsConnected) { await sender.SendAsync(\"a\", ct); }");

    [Fact]
    public Task A_loop_over_the_ticks_of_a_timer_is_endless()
        => Ended("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync(ct)) { await sender.SendAsync(\"a\", ct); }");

    [Fact]
    public Task A_loop_over_the_ticks_of_a_timer_that_is_left_leaks()
        => PartlyEnded("""
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false)) { if (Work.If()) { break; } if (Work.If()) { sender.EndStream(); return; } }
            """);

    [Fact]
    public Task Waiting_for_the_completion_is_fine() => Ended("await sender.Completion;");

    [Fact]
    public Task A_unified_verb_that_was_refused_is_fine() => Members("""
            [SseEndpoint("/a")]
            public static async Task Serve(StreamSender sender)
            {
                if (!await sender.SendSseDataAsync("a"))
                {
                    return;
                }

                sender.EndStream();
            }
        """);

    [Fact]
    public Task A_goto_is_followed() => PartlyEnded("if (Work.If()) { goto end; } sender.EndStream(); end: Work.Do();");

    [Fact]
    public Task A_lock_is_followed() => PartlyEnded("lock (sender) { if (Work.If()) { return; } sender.EndStream(); }");

    [Fact]
    public Task A_switch_expression_is_followed() => PartlyEnded("_ = number switch { 1 => sender.EndStream(), _ => false };");

    [Fact]
    public async Task The_leaking_exits_are_shown()
    {
        const string Code = """
            public static class Endpoints
            {
                [SseEndpoint("/stream")]
                public static void Serve(StreamSender<string> sender, int number, string? text)
                {
                    if (number == 1) return;
                    if (!(number == 2))
                    {
                        Work.Do();
                        return;
                    }
                    else if (text is null || number == 3)
                    {
                        return;
                    }

                    switch (number)
                    {
                        case 4:
                            return;
                        case 5:
                            sender.EndStream();
                            return;
                        case 6:
                            break;
                    }

                    try
                    {
                        foreach (var letter in text)
                        {
                            if (letter == 'a') break;
                        }
                    }
                    finally
                    {
                        Work.Do();
                    }
                }
            }
            """;
        var lines = await LeakingLinesAsync(Code);
        Assert.Equal("6 10 14 20 39", lines);
    }

    [Fact]
    public async Task Exits_with_values_are_shown()
    {
        const string Code = """
            public static class Endpoints
            {
                [SseEndpoint("/stream")]
                public static Task Serve(StreamSender<string> sender, int number)
                {
                    if (number == 1)
                    {
                        return Task.CompletedTask;
                    }

                    sender.EndStream();
                    return number == 2 ? Task.CompletedTask : Work.DoAsync();
                }
            }
            """;
        Assert.Equal("8", await LeakingLinesAsync(Code));
    }

    private static async Task<string> LeakingLinesAsync(string code)
    {
        var diagnostic = Assert.Single(await CodeRun.DiagnosticsAsync(new MissingEndStreamAnalyzer(), code));
        Assert.Equal("SEG0102", diagnostic.Id);
        return string.Join(' ', diagnostic.AdditionalLocations.Select(LineOf));
    }

    private static string LineOf(Location location) => (location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
}
