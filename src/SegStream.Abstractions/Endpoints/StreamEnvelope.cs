namespace SegStream;

/// <summary>How the type of a server-sent event is told.</summary>
public enum StreamEnvelope
{
    /// <summary>By the <c>event</c> field: <c>event: progress</c>, <c>data: {…}</c>. Clients listen for each name.</summary>
    None,

    /// <summary>
    /// Inside of the data: <c>data: {"type":"progress","data":{…}}</c>, without an <c>event</c> field. For clients that read nothing but <c>data</c>. An event without a name has the type
    /// <c>message</c>, which is what the standard calls it too (WHATWG HTML, section 9.2.6). Failures are <c>{"type":"error","error_code":…,"message":…}</c>, lost events <c>{"type":"gap","dropped":…}</c>.
    /// </summary>
    TypeData,
}
