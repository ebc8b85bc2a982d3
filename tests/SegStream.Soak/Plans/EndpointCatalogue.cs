namespace SegStream.Soak.Plans;

/// <summary>The endpoints of the host. A test compares it with what is mapped.</summary>
internal static class EndpointCatalogue
{
    public static readonly EndpointFacts[] All =
    [
        new("/sse/wait", StreamMode.Sse, SourceKind.Push),
        new("/sse/drop-oldest", StreamMode.Sse, SourceKind.Push, OverflowPolicy.DropOldest),
        new("/sse/drop-newest", StreamMode.Sse, SourceKind.Push, OverflowPolicy.DropNewest),
        new("/sse/coalesce", StreamMode.Sse, SourceKind.Push, OverflowPolicy.Coalesce),
        new("/sse/disconnect", StreamMode.Sse, SourceKind.Push, OverflowPolicy.Disconnect),
        new("/sse/idle", StreamMode.Sse, SourceKind.Push, Limit: CompletionReason.IdleTimeout),
        new("/sse/limited", StreamMode.Sse, SourceKind.Push, Limit: CompletionReason.MaxDuration),
        new("/json/wait", StreamMode.Json, SourceKind.Push),
        new("/json/drop-oldest", StreamMode.Json, SourceKind.Push, OverflowPolicy.DropOldest),
        new("/json/drop-newest", StreamMode.Json, SourceKind.Push, OverflowPolicy.DropNewest),
        new("/json/coalesce", StreamMode.Json, SourceKind.Push, OverflowPolicy.Coalesce),
        new("/json/disconnect", StreamMode.Json, SourceKind.Push, OverflowPolicy.Disconnect),
        new("/json/limited", StreamMode.Json, SourceKind.Push, Limit: CompletionReason.MaxDuration),
        new("/text/wait", StreamMode.Text, SourceKind.Push),
        new("/text/drop-oldest", StreamMode.Text, SourceKind.Push, OverflowPolicy.DropOldest),
        new("/text/idle", StreamMode.Text, SourceKind.Push, Limit: CompletionReason.IdleTimeout),
        new("/chunked/wait", StreamMode.Chunked, SourceKind.Push),
        new("/chunked/drop-newest", StreamMode.Chunked, SourceKind.Push, OverflowPolicy.DropNewest),
        new("/binary/wait", StreamMode.Binary, SourceKind.Push),
        new("/binary/disconnect", StreamMode.Binary, SourceKind.Push, OverflowPolicy.Disconnect),
        new("/framed/wait", StreamMode.Binary, SourceKind.Push, LengthPrefixed: true),
        new("/framed/drop-oldest", StreamMode.Binary, SourceKind.Push, OverflowPolicy.DropOldest, LengthPrefixed: true),
        new("/unified/sse", StreamMode.Sse, SourceKind.Unified),
        new("/unified/coalesce", StreamMode.Sse, SourceKind.Unified, OverflowPolicy.Coalesce),
        new("/unified/json", StreamMode.Json, SourceKind.Unified, OverflowPolicy.DropOldest),
        new("/unified/text", StreamMode.Text, SourceKind.Unified),
        new("/unified/chunked", StreamMode.Chunked, SourceKind.Unified),
        new("/unified/binary", StreamMode.Binary, SourceKind.Unified),
        new("/pull/sse", StreamMode.Sse, SourceKind.Pull),
        new("/pull/json", StreamMode.Json, SourceKind.Pull),
        new("/pull/text", StreamMode.Text, SourceKind.Pull),
        new("/pull/binary", StreamMode.Binary, SourceKind.Pull),
        new("/pull/lazy-sse", StreamMode.Sse, SourceKind.PullSync),
        new("/pull/lazy-json", StreamMode.Json, SourceKind.PullSync),
        new("/reader/sse", StreamMode.Sse, SourceKind.Reader),
        new("/reader/json", StreamMode.Json, SourceKind.Reader),
        new("/detached/sse", StreamMode.Sse, SourceKind.Detached),
        new("/detached/json", StreamMode.Json, SourceKind.Detached, OverflowPolicy.DropNewest),
        new("/room/wait", StreamMode.Sse, SourceKind.Room),
        new("/room/drop-oldest", StreamMode.Json, SourceKind.Room, OverflowPolicy.DropOldest),
    ];
}
