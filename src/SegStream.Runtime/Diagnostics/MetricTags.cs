namespace SegStream.Diagnostics;

/// <summary>Names and values of the tags on instruments and activities.</summary>
internal static class MetricTags
{
    public const string Endpoint = "segstream.endpoint";
    public const string Mode = "segstream.mode";
    public const string CompletionReason = "segstream.completion.reason";
    public const string RefusalReason = "segstream.refusal.reason";
    public const string ErrorType = "error.type";

    /// <summary>The client accepts none of the formats.</summary>
    public const string NotAcceptable = "not_acceptable";

    /// <summary>The method, or what reads its parameters, has refused the request.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>The host has as many streams as it may have.</summary>
    public const string HostFull = "host_full";

    /// <summary>The client has as many streams as it may have.</summary>
    public const string ClientFull = "client_full";

    /// <summary>The host is stopping.</summary>
    public const string HostStopping = "host_stopping";

    public static string Of(StreamMode mode) => mode switch
    {
        StreamMode.Sse => "sse",
        StreamMode.Json => "json",
        StreamMode.Text => "text",
        StreamMode.Chunked => "chunked",
        _ => "binary",
    };

    public static string Of(CompletionReason reason) => reason switch
    {
        SegStream.CompletionReason.Completed => "completed",
        SegStream.CompletionReason.Incomplete => "incomplete",
        SegStream.CompletionReason.Faulted => "faulted",
        SegStream.CompletionReason.ClientAborted => "client_aborted",
        SegStream.CompletionReason.IdleTimeout => "idle_timeout",
        SegStream.CompletionReason.MaxDuration => "max_duration",
        SegStream.CompletionReason.SlowConsumer => "slow_consumer",
        SegStream.CompletionReason.ServerShutdown => "server_shutdown",
        _ => "cancelled",
    };
}
