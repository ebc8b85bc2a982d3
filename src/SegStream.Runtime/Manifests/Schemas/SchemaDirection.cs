namespace SegStream.Manifests;

/// <summary>Who writes the JSON. A property that is always written need not be required when it is read.</summary>
internal enum SchemaDirection
{
    /// <summary>The application: events.</summary>
    Sent,

    /// <summary>The client: bodies.</summary>
    Received,
}
