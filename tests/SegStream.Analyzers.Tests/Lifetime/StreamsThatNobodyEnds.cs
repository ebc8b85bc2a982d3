using SegStream.Analyzers.Lifetime;

namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>Short forms for the tests of SEG0101 and SEG0102: the body of a push endpoint, and what is reported for its sender.</summary>
public abstract class StreamsThatNobodyEnds
{
    /// <summary>A push endpoint with this body never ends its stream.</summary>
    protected static Task NeverEnded(string body) => Verify("{|SEG0101:sender|}", body);

    /// <summary>A push endpoint with this body ends its stream on some paths only.</summary>
    protected static Task PartlyEnded(string body) => Verify("{|SEG0102:sender|}", body);

    /// <summary>Nothing is reported for a push endpoint with this body.</summary>
    protected static Task Ended(string body) => Verify("sender", body);

    /// <summary>The members of a class; the marks are in them.</summary>
    protected static Task Members(string members) => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code($$"""
        public class Endpoints
        {
        {{members}}
        }
        """).RunAsync();

    private static Task Verify(string sender, string body) => Codes.Of<MissingEndStreamAnalyzer>().For("SEG0101").Code($$"""
        public static class Endpoints
        {
            [SseEndpoint("/stream")]
            public static async Task Serve(StreamSender<string> {{sender}}, bool flag, string? text, int number, CancellationToken ct)
            {
                await Work.DoAsync();
                {{body}}
            }
        }
        """).RunAsync();
}
