using System.Runtime.InteropServices;

namespace SegStream.Queues;

// The runtime lays the fields of a base class out before those of a derived one and never moves fields between the levels. One class per
// cache line is therefore the way to keep apart what producers write on every send, what they only read, and what the consumer writes.
// Measured: without it the queue moves half as many items. Two fields are never on one line when they begin 64 bytes apart, so that what lies
// between them and is seldom touched serves as part of the pad.
#pragma warning disable CS0169, IDE0051 // the pads are never read

/// <summary>With the numbers of <see cref="QueueHintLine{T}"/>: the hint and the tail begin 64 bytes apart.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal struct HintPad;

/// <summary>With the tail itself and the spares: the tail and the consumer's fields begin 64 bytes apart.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal struct TailPad;

/// <summary>What producers read on every send and write once per segment.</summary>
internal abstract class QueueHintLine<T>
{
    private protected QueueSegment<T> _hint = QueueSegment<T>.None;

    // Read once per segment.
    private protected int _firstSegmentSlots;
    private protected int _smallSegmentSlots;
    private protected int _segmentSlots;
}

internal abstract class QueueHintPad<T> : QueueHintLine<T>
{
    private HintPad _pad;
}

/// <summary>What producers write on every send.</summary>
internal abstract class QueueTailLine<T> : QueueHintPad<T>
{
    private protected long _tail;
}

internal abstract class QueueTailPad<T> : QueueTailLine<T>
{
    private TailPad _pad;
}

/// <summary>What both sides write once per segment.</summary>
internal abstract class QueueSpares<T> : QueueTailPad<T>
{
    private protected QueueSegment<T>? _spares;
}

/// <summary>What the consumer writes; producers look here once per segment, or when the queue seems full.</summary>
internal abstract class QueueHeadLine<T> : QueueSpares<T>
{
    /// <summary>The ticket that is taken next. For the consumer alone, so it never waits for its own line to come back from a producer that looked at <see cref="_head"/>.</summary>
    private protected long _next;

    /// <summary>What producers know of <see cref="_next"/>: published once per batch.</summary>
    private protected long _head;
    private protected QueueSegment<T> _headSegment = QueueSegment<T>.None;
    private protected long _finalTail = -1;
}
