namespace SegStream;

/// <summary>Where the name of an event is.</summary>
public enum StreamManifestEventNaming
{
    /// <summary>In the <c>event</c> field of Server-Sent Events. Without the field it is <c>message</c>, as the standard has it.</summary>
    Field,

    /// <summary>In the property <c>type</c> of the event's JSON object, beside its own properties; the schema does not repeat it.</summary>
    Property,

    /// <summary>In the property <c>type</c> of an envelope, whose property <c>data</c> is the event.</summary>
    Envelope,
}
