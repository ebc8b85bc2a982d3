namespace SegStream.Endpoints.Tests.Differential;

/// <summary>A difference to ASP.NET Core that is on purpose.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Route">The signature.</param>
/// <param name="Covers">Whether a comparison that differs does so for this reason.</param>
internal sealed record WantedDifference(string Reason, string Route, Func<Comparison, bool> Covers)
{
    /// <summary>All of them. They are in the guide too, chapter "Parameters".</summary>
    public static IReadOnlyList<WantedDifference> All { get; } =
    [
        new("A missing body of a nullable value type is null, and not the default of the type without the question mark.", "/d/b/struct-maybe", IsMissingBody),
        new("A missing body of a nullable value type is null, and not the default of the type without the question mark.", "/d/b/enum-maybe", IsMissingBody),
    ];

    private static bool IsMissingBody(Comparison comparison) => comparison is { SegStatus: 200, SegText: "[\"null\"]", Request.Case: "" or "empty of no type" };

    public bool Explains(Comparison comparison) => comparison.Signature.Route == Route && Covers(comparison);
}
