namespace SegStream.Channels;

/// <summary>Why a channel ended. Immutable, so that one reference store makes all of it visible.</summary>
internal sealed record ChannelEnd(CompletionReason Reason, Exception? Exception);
