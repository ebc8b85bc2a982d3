using Microsoft.AspNetCore.Mvc;

namespace Trimmed;

/// <summary>Parameters of several sources in the properties of one object.</summary>
public sealed class Filter
{
    public required string Text { get; init; }

    public int Limit { get; set; }

    [FromHeader(Name = "X-Order")]
    public string? Order { get; set; }
}
