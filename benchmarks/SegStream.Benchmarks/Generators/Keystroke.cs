namespace SegStream.Benchmarks.Generators;

/// <summary>Where a character is typed.</summary>
internal enum Keystroke
{
    /// <summary>Inside of the body of an endpoint's method.</summary>
    EndpointBody,

    /// <summary>Inside of a method that has nothing to do with streams, in a file of its own.</summary>
    UnrelatedBody,

    /// <summary>In the name of a property, in that file.</summary>
    UnrelatedDeclaration,

    /// <summary>In the name of an endpoint's parameter.</summary>
    EndpointSignature,
}
