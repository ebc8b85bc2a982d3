using Microsoft.AspNetCore.Mvc;

namespace Trimmed;

/// <summary>Parameters of several sources in one object.</summary>
public sealed record Page(int Number, [FromHeader(Name = "X-Order")] string? Order);
