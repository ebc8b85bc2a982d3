using SegStream;

namespace App.Events
{
    [StreamEvents]
    public abstract partial record ImportEvent
    {
        [StreamEvent("start")]
        public sealed record Start(int TotalLines) : ImportEvent;

        [StreamEvent("progress")]
        public sealed record Progress(int Finished, int Total) : ImportEvent;

        [StreamEvent("done", Terminal = true)]
        public sealed record Done(int Processed) : ImportEvent;

        [StreamEvent("failed", Error = true)]
        public sealed record Failed(int Code) : ImportEvent;

        [StreamEvent("error", Terminal = true, Error = true)]
        public sealed record Error(string Message, int Code = 0) : ImportEvent;
    }

    [StreamEvent("last \"one\"")]
    public sealed record Last : ImportEvent;

    public static partial class Outer
    {
        internal partial interface IInner
        {
            [StreamEvents]
            public abstract partial record @event
            {
                private readonly int _order;

                internal @event(int order) => _order = order;

                [StreamEvent("a")]
                public sealed record @class : @event
            {
                public @class()
                    : base(1)
                {
                }
            }
            }
        }
    }
}

[StreamEvents]
public abstract partial record Empty;
