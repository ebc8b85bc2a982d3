using SegStream.Analyzers.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>Short forms for the tests of SEG0103, SEG0104 and SEG0204: the body of a push endpoint with the marks.</summary>
public abstract class UsedStreams
{
    private const string Union = """
        [StreamEvents]
        public abstract partial record Step
        {
            [StreamEvent("start")] public sealed record Start : Step;
            [StreamEvent("progress")] public sealed record Progress : Step;
            [StreamEvent("done", Terminal = true)] public sealed record Done : Step;
        }

        public static class StepSenders
        {
            public static SendResult TrySendStart([Borrows] this StreamSender<Step> sender) => sender.TrySend(new Step.Start());
            public static SendResult TrySendProgress([Borrows] this StreamSender<Step> sender) => sender.TrySend(new Step.Progress());
            public static ValueTask<bool> SendDoneAsync([Borrows] this StreamSender<Step> sender, CancellationToken cancellationToken = default) => sender.SendAsync(new Step.Done(), cancellationToken);
        }
        """;

    /// <summary>A verification of code that knows the union <c>Step</c>.</summary>
    private protected static Verifiers.AnalyzerVerifier Codes => Analyzers.Tests.Codes.Of<UseAfterEndAnalyzer>().For("SEG0103").Support(Union, "Step.cs");

    /// <summary>The body of a push endpoint of texts.</summary>
    protected static Task Texts(string body) => Body("StreamSender<string> sender", body);

    /// <summary>The body of a push endpoint of steps.</summary>
    protected static Task Steps(string body) => Body("StreamSender<Step> sender", body);

    private static Task Body(string parameter, string body) => Codes.Code($$"""
        public static class Endpoints
        {
            [SseEndpoint("/stream")]
            public static async Task Serve({{parameter}}, bool flag, string? text, List<string> items, CancellationToken ct)
            {
                await Work.DoAsync();
                {{body}}
            }
        }
        """).RunAsync();
}
