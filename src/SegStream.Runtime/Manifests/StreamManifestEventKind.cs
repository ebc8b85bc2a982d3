namespace SegStream;

/// <summary>What the events of a function are.</summary>
public enum StreamManifestEventKind
{
    /// <summary>The cases of a closed union, each with a name and a schema.</summary>
    Union,

    /// <summary>JSON values of one type.</summary>
    Value,

    /// <summary>Text that is no JSON.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Whatever the endpoint chooses to send at run time.</summary>
    Open,
}
