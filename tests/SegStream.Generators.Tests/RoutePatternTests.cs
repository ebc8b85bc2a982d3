using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Tests;

/// <summary>ASP.NET Core's own parser decides what a valid pattern is.</summary>
public sealed class RoutePatternTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("~/a")]
    [InlineData("~a")]
    [InlineData("a/b/")]
    [InlineData("//")]
    [InlineData("a//b")]
    [InlineData("{a}/{b?}")]
    [InlineData("{a?}/b")]
    [InlineData("{a}{b}")]
    [InlineData("{a}-{b}")]
    [InlineData("{a}.{b?}")]
    [InlineData("{a}-{b?}")]
    [InlineData("{a?}.json")]
    [InlineData("{*all}")]
    [InlineData("{**all}")]
    [InlineData("{*all}/b")]
    [InlineData("b{*all}")]
    [InlineData("{*all?}")]
    [InlineData("{*all=x}")]
    [InlineData("{a=1}")]
    [InlineData("{a=1?}")]
    [InlineData("{a:int}")]
    [InlineData("{a:int?}")]
    [InlineData("{a:int=5}")]
    [InlineData("{a:regex(^\\d{{3}}$)}")]
    [InlineData("{a:regex(^[a=b]$)}")]
    [InlineData("{a:regex(^[a=b]$)?}")]
    [InlineData("{a:length(1,2):alpha}")]
    [InlineData("{a:regex(x/y)}")]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData("{{a}}")]
    [InlineData("{{a}")]
    [InlineData("{a}}")]
    [InlineData("{{{a}}}")]
    [InlineData("{a/b}")]
    [InlineData("{a*}")]
    [InlineData("{a}/{A}")]
    [InlineData("a?b")]
    [InlineData("{:int}")]
    [InlineData("{=x}")]
    [InlineData("{?}")]
    [InlineData("{*}")]
    [InlineData("{***a}")]
    public void Pattern_is_read_as_routing_reads_it(string pattern) => AssertSame(pattern);

    [Fact]
    public void Random_patterns_are_read_as_routing_reads_them()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string[] pieces = ["/", "/", "{", "}", "a", "b", "?", "*", "=", ":", "int", ".", "-", "{a}", "{b?}", "{c=1}", "{{", "}}", "(", ")", "{*d}"];
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = new StringBuilder();
            for (var count = random.Next(1, 8); count > 0; count--)
            {
                pattern.Append(pieces[random.Next(pieces.Length)]);
            }

            AssertSame(pattern.ToString(), $"seed {seed}, ");
        }
    }

    private static void AssertSame(string pattern, string context = "")
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePattern? expected = null;
        string? refusal = null;
        try
        {
            expected = RoutePatternFactory.Parse(pattern);
        }
        catch (RoutePatternException exception)
        {
            refusal = exception.Message;
        }

        var actual = Shared.Parsing.RoutePattern.Parse(pattern);
        Assert.True(refusal is null == actual.Error is null, $"{context}pattern '{pattern}': routing says '{refusal}', we say '{actual.Error}'");
        if (expected is not null)
        {
            var names = expected.Parameters.Select(parameter => parameter.Name).ToList();
            Assert.True(names.SequenceEqual(actual.Parameters), $"{context}pattern '{pattern}': routing sees {string.Join(',', names)}, we see {string.Join(',', actual.Parameters)}");
        }
    }
}
