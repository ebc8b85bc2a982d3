using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SegStream;
using SegStream.Vocabulary;

namespace App.Families
{
    /// <summary>A generic union.</summary>
    [StreamEvents]
    public abstract partial record Outcome<TResult>
        where TResult : notnull
    {
        /// <summary>Not yet.</summary>
        /// <param name="Seconds">How long it may take.</param>
        [StreamEvent("waiting")]
        public sealed record Waiting(int Seconds = 1) : Outcome<TResult>;
    }

    [StreamEvent("value", Terminal = true)]
    public sealed record OutcomeValue<T>(T Value, params T[] Others) : Outcome<T>
        where T : notnull;

    [StreamEvents(typeof(StandardEvent))]
    internal abstract partial record Import
    {
        [StreamEvent("rejected", Error = true)]
        internal sealed record Rejected(string Message, string? Code = null) : Import
        {
            public required int Line { get; init; }
        }
    }

    [StreamEvents]
    public abstract partial record Chess
    {
        [StreamEvent("match")]
        public sealed record Match(int Switch) : Chess;

        [StreamEvent("lost", Error = true)]
        internal sealed record Lost(string ErrorCode, string Message) : Chess;
    }

    internal static class Endpoints
    {
        [SseEndpoint("/outcome")]
        public static async Task Outcome(StreamSender<Outcome<string>> sender, CancellationToken ct)
        {
            await sender.SendWaitingAsync(cancellationToken: ct);
            await sender.SendOutcomeValueAsync("a", "b");
            sender.EndStream();
        }

        [SseEndpoint("/import")]
        public static IEnumerable<Import> Import() => new Import[] { new StandardEvent.Start(), new Import.Rejected("no") { Line = 1 } };
    }
}
