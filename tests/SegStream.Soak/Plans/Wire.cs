namespace SegStream.Soak.Plans;

/// <summary>How a client is connected.</summary>
internal enum Wire
{
    /// <summary>A socket of its own, HTTP/1.1.</summary>
    Socket,

    /// <summary>A socket of its own, HTTP/1.0: the end of the body is the end of the connection.</summary>
    OldSocket,

    /// <summary>A socket of its own with a second request, which is in order, behind the first.</summary>
    Pipelined,

    /// <summary>A socket of its own with what is no request behind the request.</summary>
    Garbage,

    /// <summary>HttpClient, HTTP/1.1.</summary>
    Http1,

    /// <summary>HttpClient, HTTP/1.1 over TLS.</summary>
    Http1Tls,

    /// <summary>HttpClient, one HTTP/2 connection without TLS for many streams.</summary>
    Http2,

    /// <summary>HttpClient, one HTTP/2 connection over TLS for many streams.</summary>
    Http2Tls,
}
