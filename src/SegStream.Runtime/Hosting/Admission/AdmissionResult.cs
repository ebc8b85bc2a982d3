namespace SegStream.Hosting;

/// <summary>Whether one more stream may be opened.</summary>
internal enum AdmissionResult
{
    /// <summary>It was counted, and has to be given back.</summary>
    Admitted,

    /// <summary>The host has as many streams as it may have.</summary>
    HostIsFull,

    /// <summary>The client has as many streams as it may have.</summary>
    ClientIsFull,
}
