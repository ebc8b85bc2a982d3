namespace SegStream.Shared.Model;

/// <summary>A parameter of a case's constructor, or a required member.</summary>
internal sealed record CaseParameterModel
{
    /// <summary>The name, not escaped.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>The type without anything that does not tell signatures apart.</summary>
    public required string SignatureType { get; init; }

    /// <summary>The default value; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it is a required member, which is set by an initializer.</summary>
    public bool IsMember { get; init; }

    /// <summary>Whether it is an array marked with <c>params</c>.</summary>
    public bool IsParams { get; init; }

    /// <summary>Whether it is passed by reference, which needs <c>in</c> at the call.</summary>
    public bool IsIn { get; init; }

    /// <summary>An attribute by which the compiler fills in where the call stands; else empty.</summary>
    public string CallerInfo { get; init; } = "";

    /// <summary>What its documentation says, as plain text; empty where there is none.</summary>
    public string Summary { get; init; } = "";
}
