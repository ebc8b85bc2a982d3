using Xunit.Abstractions;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>The same methods, mapped by SegStream and by ASP.NET Core in one application, answer the same requests alike.</summary>
public sealed class DifferentialTests(DifferentialApplication application, ITestOutputHelper output) : IClassFixture<DifferentialApplication>
{
    public static TheoryData<string> Routes => [.. Signature.All.Select(signature => signature.ToString())];

    [Theory]
    [MemberData(nameof(Routes))]
    public void Answers_are_those_of_ASP_NET_Core(string signature)
    {
        var comparisons = Of(signature);
        output.WriteLine($"seed {application.Seed}, {comparisons.Count} requests");
        var unwanted = comparisons.Where(comparison => !comparison.IsSame && !WantedDifference.All.Any(wanted => wanted.Explains(comparison))).ToList();
        Assert.True(unwanted.Count == 0, $"seed {application.Seed}: {unwanted.Count} of {comparisons.Count} answers differ\n{string.Join("\n", unwanted.Take(8))}");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Every_400_is_explained(string signature) =>
        Assert.All(Of(signature), comparison => Assert.True(comparison.IsExplained, comparison.ToString()));

    [Theory]
    [MemberData(nameof(Routes))]
    public void Every_signature_is_bound_and_refused(string signature)
    {
        var comparisons = Of(signature);
        Assert.True(comparisons.Count >= 12);
        Assert.Contains(comparisons, comparison => comparison.SegStatus == 200);
        Assert.Contains(comparisons, comparison => comparison.SegStatus is >= 400 and < 500);
    }

    [Fact]
    public void There_are_enough_of_them()
    {
        output.WriteLine($"{Signature.All.Count} signatures, {application.Comparisons.Count} requests, seed {application.Seed}");
        Assert.True(Signature.All.Count >= 60);
        Assert.True(application.Comparisons.Count > 1_000);
        Assert.True(application.Comparisons.Count(comparison => comparison.NetStatus == 200) > 1_000);
        Assert.True(application.Comparisons.Count(comparison => comparison.NetStatus == 400) > 1_000);
    }

    [Fact]
    public void Every_wanted_difference_is_one_still() =>
        Assert.All(WantedDifference.All, wanted => Assert.Contains(application.Comparisons, comparison => !comparison.IsSame && wanted.Explains(comparison)));

    private List<Comparison> Of(string signature) => [.. application.Comparisons.Where(comparison => comparison.Signature.ToString() == signature)];
}
