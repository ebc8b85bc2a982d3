using SegStream.Verifiers;

namespace SegStream.Analyzers.Tests.Verification;

public sealed class AnalyzerVerifierTests
{
    private const string Marked = "class C { int [|bad|]; }";

    [Fact]
    public Task Expected_diagnostics_pass() => Verifier().Code(Marked).Messages("The name 'bad' is bad").RunAsync();

    [Fact]
    public Task A_named_id_passes() => Verifier().Code("class C { int {|TEST1:bad|}; }").RunAsync();

    [Fact]
    public Task Silence_passes() => Verifier().Code("class C { int good; }").RunAsync();

    [Fact]
    public Task A_missing_diagnostic_fails() => FailsAsync(Verifier().Code("class C { int [|good|]; }"), "Expected:");

    [Fact]
    public Task An_unexpected_diagnostic_fails() => FailsAsync(Verifier().Code("class C { int bad; }"), "Reported:");

    [Fact]
    public Task Another_span_fails() => FailsAsync(Verifier().Code("class C { [|int bad|]; }"), "Expected:");

    [Fact]
    public Task Another_id_fails() => FailsAsync(Verifier().Code("class C { int {|TEST2:bad|}; }"), "TEST2");

    [Fact]
    public Task Another_message_fails() => FailsAsync(Verifier().Code(Marked).Messages("The name is bad"), "Expected messages");

    [Fact]
    public Task Code_that_does_not_compile_fails() => FailsAsync(Verifier().Code("class C { Missing [|bad|]; }"), "does not compile");

    [Fact]
    public Task Support_code_that_does_not_compile_fails() => FailsAsync(Verifier().Code(Marked).Support("class D : Missing { }"), "does not compile");

    [Fact]
    public Task A_diagnostic_in_support_code_fails() => FailsAsync(Verifier().Code(Marked).Support("class D { int bad; }"), "Support0.cs");

    [Fact]
    public Task A_crash_fails() => FailsAsync(AnalyzerVerifier.Of<ThrowingAnalyzer>().Code("class C { int bad; }"), "An analyzer threw");

    [Fact]
    public Task Reporting_in_generated_code_fails() => FailsAsync(AnalyzerVerifier.Of<NosyAnalyzer>().Code(Marked), "generated code");

    [Fact]
    public async Task A_diagnostic_that_no_pragma_reaches_fails()
    {
        var exception = await Assert.ThrowsAsync<VerificationException>(() => AnalyzerVerifier.Of<HomelessAnalyzer>().Code("class C { int bad; }").RunAsync());
        Assert.Contains("Reported:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_fix_passes() => Verifier().Code(Marked).FixedBy<RenameFix>("Rename", "class C { int good; }").RunAsync();

    [Fact]
    public Task A_fix_of_several_places_and_documents_passes() => Verifier()
        .Code("class C { int [|bad|]; } class D { int [|bad|]; }")
        .Code("class E { int [|bad|]; }")
        .FixedBy<RenameFix>(null, "class C { int good; } class D { int good; }", "class E { int good; }")
        .RunAsync();

    [Fact]
    public Task Another_fixed_text_fails() => FailsAsync(Verifier().Code(Marked).FixedBy<RenameFix>("Rename", "class C { int  good; }"), "Fixed one by one");

    [Fact]
    public Task A_fix_that_is_not_offered_fails() => FailsAsync(Verifier().Code(Marked).FixedBy<RenameFix>("Other", "class C { int good; }"), "not offered");

    [Fact]
    public Task A_fix_that_breaks_the_code_fails() => FailsAsync(Verifier().Code(Marked).FixedBy<BreakingFix>("Rename", "class C { int 1; }"), "does not compile");

    [Fact]
    public Task Equal_equivalence_keys_fail() => FailsAsync(Verifier().Code(Marked).FixedBy<AmbiguousFix>("Rename", "class C { int good; }"), "not unique");

    [Fact]
    public Task A_missing_equivalence_key_fails() => FailsAsync(Verifier().Code(Marked).FixedBy<KeylessFix>(null, "class C { int good; }"), "not unique");

    [Fact]
    public Task A_fix_without_FixAll_fails() => FailsAsync(Verifier().Code(Marked).FixedBy<SingleFix>("Rename", "class C { int good; }"), "all places");

    [Fact]
    public Task An_unwanted_fix_fails() => FailsAsync(Verifier().Code(Marked).NotFixedBy<RenameFix>(), "is offered");

    [Fact]
    public Task Another_fix_than_the_unwanted_passes() => Verifier().Code(Marked).NotFixedBy<RenameFix>("Other").RunAsync();

    [Theory]
    [InlineData("class C { int [|bad; }")]
    [InlineData("class C { int bad|]; }")]
    [InlineData("class C { int [|bad|}; }")]
    public void Marks_that_do_not_match_fail(string code) => Assert.Throws<VerificationException>(() => Verifier().Code(code));

    [Fact]
    public void Marks_may_be_nested_and_patterns_are_no_marks()
    {
        var source = MarkedSource.Parse("a.cs", "[|a {|X1:b|} c|] x is { } and { Length: 1 } || y");
        Assert.Equal("a b c x is { } and { Length: 1 } || y", source.Code);
        Assert.Equal([null, "X1"], source.Marks.Select(mark => mark.Id));
        Assert.Equal("b", source.Code.Substring(source.Marks[1].Span.Start, source.Marks[1].Span.Length));
    }

    private static AnalyzerVerifier Verifier() => AnalyzerVerifier.Of<BadNameAnalyzer>();

    private static async Task FailsAsync(AnalyzerVerifier verifier, string why)
    {
        var exception = await Assert.ThrowsAsync<VerificationException>(verifier.RunAsync);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }
}
