using SegStream.Analyzers.Lifetime;
using SegStream.CodeFixes.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

public sealed class MissingEndStreamFixTests
{
    private const string AtTheEnd = "EndStreamAtTheEnd";
    private const string InFinally = "EndStreamInFinally";

    [Fact]
    public Task EndStream_is_added_at_the_end_of_the_body() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task First(StreamSender<string> [|sender|], CancellationToken ct)
            {
                await sender.SendAsync("a", ct);
            }

            [SseEndpoint("/b")]
            public static Task Second(StreamSender<string> [|sender|])
            {
                sender.TrySend("a");

                // Nothing to wait for.
                return Task.CompletedTask;
            }

            [SseEndpoint("/c")]
            public static void Third(StreamSender<string> [|@event|]) => @event.TrySend("a");
        }
        """).FixedBy<MissingEndStreamFix>(AtTheEnd, """
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task First(StreamSender<string> sender, CancellationToken ct)
            {
                await sender.SendAsync("a", ct);
                sender.EndStream();
            }

            [SseEndpoint("/b")]
            public static Task Second(StreamSender<string> sender)
            {
                sender.TrySend("a");

                // Nothing to wait for.
                sender.EndStream();
                return Task.CompletedTask;
            }

            [SseEndpoint("/c")]
            public static void Third(StreamSender<string> @event)
            {
                @event.TrySend("a");
                @event.EndStream();
            }
        }
        """).RunAsync();

    [Fact]
    public Task A_created_stream_is_ended_through_its_variable() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join()
            {
                var response = [|StreamResponse.Sse<string>()|];
                response.Sender.TrySend("hello");
                return response;
            }

            public static void Make()
            {
                if (Work.If())
                {
                    var sender = [|StreamResponse.Sse<string>()|].Sender;
                    sender.TrySend("a");
                }
            }
        }
        """).FixedBy<MissingEndStreamFix>(AtTheEnd, """
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join()
            {
                var response = StreamResponse.Sse<string>();
                response.Sender.TrySend("hello");
                response.Sender.EndStream();
                return response;
            }

            public static void Make()
            {
                if (Work.If())
                {
                    var sender = StreamResponse.Sse<string>().Sender;
                    sender.TrySend("a");
                    sender.EndStream();
                }
            }
        }
        """).RunAsync();

    [Fact]
    public Task The_body_is_wrapped_in_try_and_finally() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task First(StreamSender<string> [|sender|], CancellationToken ct)
            {
                if (Work.If())
                {
                    return;
                }

                await sender.SendAsync("a", ct);
            }

            public static void Make()
            {
                Work.Do();
                var response = [|StreamResponse.Sse<string>()|];
                response.Sender.TrySend("a");
                Work.Do();
            }
        }
        """).FixedBy<MissingEndStreamFix>(InFinally, """
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static async Task First(StreamSender<string> sender, CancellationToken ct)
            {
                try
                {
                    if (Work.If())
                    {
                        return;
                    }

                    await sender.SendAsync("a", ct);
                }
                finally
                {
                    sender.EndStream();
                }
            }

            public static void Make()
            {
                Work.Do();
                var response = StreamResponse.Sse<string>();
                try
                {
                    response.Sender.TrySend("a");
                    Work.Do();
                }
                finally
                {
                    response.Sender.EndStream();
                }
            }
        }
        """).RunAsync();

    [Fact]
    public Task Nothing_is_offered_for_a_stream_without_a_name() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static StreamResponse<string> Join() => [|StreamResponse.Sse<string>()|];

            public static void Drop()
            {
                [|StreamResponse.Sse<string>()|].Sender.TrySend("a");
            }
        }
        """).NotFixedBy<MissingEndStreamFix>().RunAsync();

    [Fact]
    public Task Nothing_is_offered_before_a_return_that_still_sends() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static Task First(StreamSender<string> [|sender|])
            {
                return sender.SendAsync("a").AsTask();
            }

            [SseEndpoint("/b")]
            public static Task Second(StreamSender<string> [|sender|]) => sender.SendAsync("a").AsTask();
        }
        """).NotFixedBy<MissingEndStreamFix>(AtTheEnd).RunAsync();

    [Fact]
    public Task All_documents_are_fixed() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101")
        .Code("public static class A { public static void Take([TakesOwnership] StreamSender<int> [|sender|]) { } }")
        .Code("public static class B { public static void Take([TakesOwnership] StreamSender<int> [|sender|]) { } }")
        .FixedBy<MissingEndStreamFix>(
            AtTheEnd,
            "public static class A { public static void Take([TakesOwnership] StreamSender<int> sender) { sender.EndStream(); } }",
            "public static class B { public static void Take([TakesOwnership] StreamSender<int> sender) { sender.EndStream(); } }")
        .RunAsync();

    [Fact]
    public Task EndStream_is_added_on_the_leaking_paths() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0102").Code("""
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void First(StreamSender<string> [|sender|], int number)
            {
                if (number == 1) return;
                if (number == 2)
                {
                    // Nothing to say.
                    return;
                }

                switch (number)
                {
                    case 3:
                        return;
                    case 4:
                        sender.EndStream();
                        return;
                }

                sender.TrySend("a");
            }

            [SseEndpoint("/b")]
            public static async Task Second(StreamSender<string> [|sender|])
            {
                try
                {
                    await Work.DoAsync();
                    sender.EndStream();
                }
                catch (Exception exception)
                {
                    Work.Log(exception);
                }
            }

            [SseEndpoint("/c")]
            public static StreamResponse<string> Third(bool flag)
            {
                var response = [|StreamResponse.Sse<string>()|];
                if (flag)
                {
                    return response;
                }

                Work.Keep(response.Sender);
                return response;
            }
        }
        """).FixedBy<MissingEndStreamOnSomePathFix>("EndStreamOnThePath", """
        public static class Endpoints
        {
            [SseEndpoint("/a")]
            public static void First(StreamSender<string> sender, int number)
            {
                if (number == 1)
                {
                    sender.EndStream();
                    return;
                }
                if (number == 2)
                {
                    // Nothing to say.
                    sender.EndStream();
                    return;
                }

                switch (number)
                {
                    case 3:
                        sender.EndStream();
                        return;
                    case 4:
                        sender.EndStream();
                        return;
                }

                sender.TrySend("a");
                sender.EndStream();
            }

            [SseEndpoint("/b")]
            public static async Task Second(StreamSender<string> sender)
            {
                try
                {
                    await Work.DoAsync();
                    sender.EndStream();
                }
                catch (Exception exception)
                {
                    Work.Log(exception);
                }
                sender.EndStream();
            }

            [SseEndpoint("/c")]
            public static StreamResponse<string> Third(bool flag)
            {
                var response = StreamResponse.Sse<string>();
                if (flag)
                {
                    response.Sender.EndStream();
                    return response;
                }

                Work.Keep(response.Sender);
                return response;
            }
        }
        """).RunAsync();

    [Fact]
    public Task Nothing_is_offered_where_the_variable_is_out_of_reach() => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0102").Code("""
        public static class Endpoints
        {
            public static void Make()
            {
                if (Work.If())
                {
                    var sender = [|StreamResponse.Sse<string>()|].Sender;
                    if (Work.If())
                    {
                        sender.EndStream();
                    }
                }

                Work.Do();
            }
        }
        """).NotFixedBy<MissingEndStreamOnSomePathFix>().RunAsync();
}
