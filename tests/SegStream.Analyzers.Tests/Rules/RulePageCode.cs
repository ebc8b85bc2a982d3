using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SegStream.Analyzers.Tests.Rules;

/// <summary>
/// A block of code of a rule page as code that compiles: its types stand for themselves, its other members get a class around them, a method without
/// a body gets one, and what the page speaks of without declaring it is added. Lines keep their numbers.
/// </summary>
internal sealed partial class RulePageCode
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using SegStream;
        """;

    private static readonly ImmutableDictionary<string, string> KnownTypes = ImmutableDictionary.CreateRange<string, string>(
    [
        new("Order", "public sealed record Order(int Id);"),
        new("Step", "public sealed record Step(int Line);"),
        new("LogLine", "public sealed record LogLine(string Text);"),
        new("Filter", "public sealed class Filter;"),
        new("Started", "public sealed record Started(int Total);"),
        new("Progress", "public sealed record Progress(int Done);"),
        new("ImportEvent", "[StreamEvents] public abstract partial record ImportEvent;"),
        new("Feed`1", "public static class Feed<T> { public static IAsyncEnumerable<T> Run() => throw new NotSupportedException(); }"),
    ]);

    private static readonly CSharpParseOptions Script = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);
    private static readonly CSharpParseOptions Regular = new(LanguageVersion.Preview);

    private RulePageCode(string text)
    {
        Text = text;
    }

    public string Text { get; }

    /// <summary>The rules that the comments of the code name, each with its line.</summary>
    public IEnumerable<string> Announced => Text.Split('\n').SelectMany((line, index) => RuleComment().Matches(line).Select(match => Describe(index, match.Groups[1].Value)));

    /// <summary>The code of a section of a page.</summary>
    public static RulePageCode Of(string page, string section)
    {
        var start = page.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        var from = page.IndexOf("```csharp\n", start, StringComparison.Ordinal) + "```csharp\n".Length;
        var code = page[from..page.IndexOf("\n```", from, StringComparison.Ordinal)];
        Assert.DoesNotContain("\n## ", page[(start + 1)..from], StringComparison.Ordinal);
        return new RulePageCode(code);
    }

    public static string Describe(int line, string id) => $"line {line + 1}: {id}";

    public CSharpCompilation Compile()
    {
        var code = WithBodies();
        var members = CSharpSyntaxTree.ParseText(code, Script).GetCompilationUnitRoot().Members;
        var types = members.OfType<BaseTypeDeclarationSyntax>().ToList();
        var others = members.Except(types).ToList();
        var declared = types.Select(type => type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: > 0 and var arity } ? $"{type.Identifier}`{arity}" : type.Identifier.Text).ToHashSet();
        var support = KnownTypes.Where(known => !declared.Contains(known.Key)).Select(known => known.Value)
            .Append("internal static class Support { public static void Log(object what) { } }");
        return CSharpCompilation.Create(
            "Page",
            [
                CSharpSyntaxTree.ParseText(Usings + "\nglobal using static Support;", Regular, "Usings.cs"),
                CSharpSyntaxTree.ParseText(string.Join('\n', support), Regular, "Support.cs"),
                CSharpSyntaxTree.ParseText(Blank(code, others), Regular, "Types.cs"),
                CSharpSyntaxTree.ParseText("public class Page { " + Blank(code, types) + "\n}", Regular, "Members.cs"),
            ],
            Verifiers.AnalyzerRun.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    // Pages show the head of a method where its body does not matter.
    private string WithBodies()
    {
        var code = new StringBuilder(Text);
        var heads = CSharpSyntaxTree.ParseText(Text, Script).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.Body is null && method.ExpressionBody is null && method.SemicolonToken.IsMissing);
        foreach (var head in heads.Reverse())
        {
            code.Insert(head.ParameterList.Span.End, " => throw new NotSupportedException();");
        }

        return code.ToString();
    }

    private static string Blank(string code, IEnumerable<MemberDeclarationSyntax> members)
    {
        var text = code.ToCharArray();
        foreach (var position in members.SelectMany(member => Enumerable.Range(member.Span.Start, member.Span.Length)))
        {
            text[position] = text[position] == '\n' ? '\n' : ' ';
        }

        return new string(text);
    }

    [GeneratedRegex(@"// (SEG\d{4})\b")]
    private static partial Regex RuleComment();
}
