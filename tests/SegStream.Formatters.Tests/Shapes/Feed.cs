namespace SegStream.Formatters.Tests.Shapes;

[StreamEvents]
public abstract partial record Feed
{
    [StreamEvent("said")]
    public sealed record Said(string Text, string? From, DateTimeOffset At) : Feed;

    [StreamEvent("counted <&>")]
    public sealed record Counted(int[] Numbers, Point Where) : Feed;

    [StreamEvent("maybe")]
    public sealed record Maybe(string? Text, int? Number) : Feed;

    [StreamEvent("left", Terminal = true)]
    public sealed record Left : Feed;

    [StreamEvent("error", Error = true)]
    public sealed record Failed(string Message) : Feed;
}
