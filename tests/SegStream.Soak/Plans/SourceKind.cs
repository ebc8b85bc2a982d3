namespace SegStream.Soak.Plans;

/// <summary>Where the events of an endpoint come from.</summary>
internal enum SourceKind
{
    /// <summary>A method with a typed sender.</summary>
    Push,

    /// <summary>A method with a unified sender.</summary>
    Unified,

    /// <summary>An async sequence.</summary>
    Pull,

    /// <summary>A lazy sequence.</summary>
    PullSync,

    /// <summary>A channel of the application.</summary>
    Reader,

    /// <summary>A response whose sender outlives the method.</summary>
    Detached,

    /// <summary>A detached stream that gets what is said in its group.</summary>
    Room,
}
