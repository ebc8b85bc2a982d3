using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SegStream.Generators.Tests.Harness;

/// <summary>Spoils a source as typing, copying and mistakes do: token by token.</summary>
internal static class SourceMutation
{
    private static readonly string[] Typed =
    [
        "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ".", "?", ":", "=", "=>", "&", "*", "#", "\"", "'", "@", "\\", "$\"", "//", "/*", "???",
        "class", "record", "struct", "interface", "enum", "delegate", "namespace", "using", "static", "partial", "sealed", "abstract", "private", "protected", "internal", "public", "file",
        "async", "await", "ref", "out", "in", "params", "this", "readonly", "unsafe", "extern", "virtual", "override", "new", "required", "scoped", "void", "dynamic", "null", "default",
        "int", "string", "object", "int?", "string?", "int[]", "int*", "T", "T?", "(int, string)", "Missing", "Missing<int>", "List<", "Task<List<int>>", "IAsyncEnumerable<int>", "StreamSender<int>", "StreamSender",
        "CancellationToken", "System.Span<int>", "nint", "delegate*<int>", "-1", "1.5", "1e400", "'a'", "\"/{id}\"", "\"/{\"", "\"\"", "null!", "typeof(int)", "typeof(List<>)", "nameof(X)", "int.MaxValue", "(byte)300",
        "[SseEndpoint(\"/m\")]", "[JsonStream]", "[TextStream(null)]", "[StreamEvents]", "[StreamEvent(\"m\")]", "[StreamEvent(\"\", Error = true)]", "[AsParameters]", "[FromBody]", "[FromQuery(Name = \"\")]", "[FromKeyedServices(1)]",
        "Capacity = 1", "Method = \"\"", "HeartbeatSeconds = double.NaN", "Formats = (JsonStreamFormats)99", "JsonContext = typeof(int)", "Overflow = OverflowPolicy.Coalesce", "where T : class", "\n#nullable disable\n", "\n#if X\n", "\n#endif\n", "\n#pragma warning disable\n",
    ];

    private static readonly string[] Types =
    [
        "int", "string", "string?", "int?", "object", "dynamic", "byte[]", "int[]", "string?[]", "int[,]", "nint", "decimal", "System.Guid", "System.DateTimeOffset?", "System.DayOfWeek", "System.Uri", "System.Version", "System.Span<int>",
        "System.ReadOnlyMemory<byte>", "System.ReadOnlyMemory<char>", "(int A, string? B)", "System.Collections.Generic.List<int>", "System.Collections.Generic.IEnumerable<string?>", "System.Collections.Generic.IAsyncEnumerable<int>?",
        "System.Collections.Generic.Dictionary<string, int>", "System.Threading.Channels.ChannelReader<int>", "System.Threading.Channels.Channel<int>", "System.Threading.Tasks.Task", "System.Threading.Tasks.Task<System.Collections.Generic.List<int>>",
        "System.Threading.Tasks.ValueTask<System.Collections.Generic.IEnumerable<string>?>", "System.Threading.CancellationToken", "System.IO.Stream", "System.IO.Pipelines.PipeReader", "SegStream.StreamSender", "SegStream.StreamSender<int>",
        "SegStream.StreamSender<string?>", "SegStream.StreamResponse", "SegStream.StreamResponse<int>", "Microsoft.AspNetCore.Http.IResult", "Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.HttpRequest?",
        "Microsoft.AspNetCore.Http.IFormFile", "Microsoft.Extensions.Primitives.StringValues", "System.Security.Claims.ClaimsPrincipal?", "System.IServiceProvider", "System.Action", "int*", "delegate*<int>", "System.TypedReference", "System.Exception",
    ];

    private static readonly string[] Attributes =
    [
        "Microsoft.AspNetCore.Mvc.FromRoute", "Microsoft.AspNetCore.Mvc.FromQuery", "Microsoft.AspNetCore.Mvc.FromQuery(Name = \"q\")", "Microsoft.AspNetCore.Mvc.FromHeader", "Microsoft.AspNetCore.Mvc.FromBody", "Microsoft.AspNetCore.Mvc.FromForm",
        "Microsoft.AspNetCore.Mvc.FromServices", "Microsoft.Extensions.DependencyInjection.FromKeyedServices(typeof(int))", "Microsoft.AspNetCore.Http.AsParameters", "System.Diagnostics.CodeAnalysis.AllowNull",
    ];

    private static readonly string[] Modifiers =
    [
        "public", "private", "internal", "protected internal", "private protected", "public static", "public static async", "public unsafe", "public virtual", "file", "public sealed", "public abstract", "public readonly", "public static partial", "public new",
    ];

    /// <summary>Spoils a source in one to four places.</summary>
    public static string Of(string source, Random random)
    {
        if (random.Next(3) > 0)
        {
            return Plausibly(source, random);
        }

        for (var times = random.Next(1, 5); times > 0; times--)
        {
            source = Once(source, random);
        }

        return source;
    }

    // Another type, attribute, modifier or literal where there was one: much of that compiles, and little of it was thought of.
    private static string Plausibly(string source, Random random)
    {
        var root = CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions).GetRoot();
        var parameters = root.DescendantNodes().OfType<ParameterSyntax>().ToList();
        var methods = root.DescendantNodes().OfType<MethodDeclarationSyntax>().ToList();
        var types = root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().ToList();
        SyntaxNode? place = random.Next(7) switch
        {
            0 or 1 when parameters.Count > 0 => parameters[random.Next(parameters.Count)].Type,
            2 when methods.Count > 0 => methods[random.Next(methods.Count)].ReturnType,
            _ => null,
        };
        if (place is not null)
        {
            return source.Remove(place.Span.Start, place.Span.Length).Insert(place.Span.Start, Types[random.Next(Types.Length)]);
        }

        switch (random.Next(4))
        {
            case 0 when parameters.Count > 0:
                return source.Insert(parameters[random.Next(parameters.Count)].SpanStart, $"[{Attributes[random.Next(Attributes.Length)]}] ");
            case 1 when methods.Count > 0:
                var list = methods[random.Next(methods.Count)].ParameterList;
                return source.Insert(list.OpenParenToken.Span.End, $"{Types[random.Next(Types.Length)]} added{(list.Parameters.Count > 0 ? ", " : "")}");
            case 2 when types.Count + methods.Count > 0:
                var members = types.Cast<MemberDeclarationSyntax>().Concat(methods).ToList();
                var modifiers = members[random.Next(members.Count)].Modifiers;
                return modifiers.Count == 0 ? source : source.Remove(modifiers.Span.Start, modifiers.Span.Length).Insert(modifiers.Span.Start, Modifiers[random.Next(Modifiers.Length)]);
            default:
                var literals = root.DescendantNodes().OfType<LiteralExpressionSyntax>().ToList();
                return literals.Count == 0 ? source : source.Remove(literals[0].SpanStart, literals[0].Span.Length).Insert(literals[0].SpanStart, Typed[random.Next(Typed.Length)]);
        }
    }

    private static string Once(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).Select(token => token.Span).ToList();
        if (tokens.Count < 4)
        {
            return source + Typed[random.Next(Typed.Length)];
        }

        var one = tokens[random.Next(tokens.Count)];
        var other = tokens[random.Next(tokens.Count)];
        switch (random.Next(9))
        {
            case 0:
                return source[..one.End];
            case 1:
                return source.Remove(one.Start, one.Length);
            case 2:
                return source.Insert(one.End, " " + source.Substring(one.Start, one.Length));
            case 3:
                var (first, second) = one.Start <= other.Start ? (one, other) : (other, one);
                return source[..first.Start] + source.Substring(second.Start, second.Length) + source[first.End..Math.Max(first.End, second.Start)] + source.Substring(first.Start, first.Length) + source[second.End..];
            case 4:
                return source.Insert(one.Start, source.Substring(other.Start, Math.Min(source.Length - other.Start, random.Next(1, 120))) + " ");
            case 5:
                return source.Remove(one.Start, Math.Min(source.Length - one.Start, random.Next(1, 60)));
            case 6:
                return source.Remove(one.Start, one.Length).Insert(one.Start, Typed[random.Next(Typed.Length)]);
            case 7:
                return source.Remove(one.Start, one.Length).Insert(one.Start, source.Substring(other.Start, other.Length));
            default:
                return source.Insert(random.Next(2) == 0 ? one.Start : one.End, " " + Typed[random.Next(Typed.Length)] + " ");
        }
    }
}
