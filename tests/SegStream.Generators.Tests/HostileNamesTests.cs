using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class HostileNamesTests
{
    private const string Usings = "using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using SegStream;\n";

    [Theory]
    [InlineData("namespace @class.@namespace; public static class @static { [SseEndpoint(\"/{int}\")] public static IEnumerable<@event> @return(int @int, string @await, string @var, string value) => []; } public sealed record @event;")]
    [InlineData("public static class Global { [SseEndpoint(\"/x\")] public static IEnumerable<int> Run() => []; }")]
    [InlineData("namespace System2; public static class Outer { public static class System { public static class Threading { [SseEndpoint(\"/x\")] public static IEnumerable<int> Microsoft(CancellationToken SegStream) => []; } } }")]
    [InlineData("namespace App.System.SegStream.Microsoft { public sealed record Task; public static class global { [SseEndpoint(\"/x\")] public static IEnumerable<Task> Run(string System, string Microsoft, string SegStream) => []; } }")]
    [InlineData("namespace SegStream.Generated.Microsoft.System; public static class Task { [SseEndpoint(\"/x\")] public static IEnumerable<int> Run(int System) => []; }")]
    [InlineData("namespace A { public static class B { [SseEndpoint(\"/1\")] public static IEnumerable<int> C() => []; } } namespace A.B2 { public static class C { [SseEndpoint(\"/2\")] public static IEnumerable<int> C2() => []; } }")]
    [InlineData("public static class A_B { [SseEndpoint(\"/1\")] public static IEnumerable<int> C() => []; } public static class A { [SseEndpoint(\"/2\")] public static IEnumerable<int> B_C() => []; public static class B { [SseEndpoint(\"/3\")] public static IEnumerable<int> C() => []; } }")]
    [InlineData("public static class Run { [SseEndpoint(\"/1\")] public static IEnumerable<int> run() => []; [SseEndpoint(\"/2\")] public static IEnumerable<int> RUN() => []; [SseEndpoint(\"/3\")] public static IEnumerable<int> Go(int id, int Id, int ID) => []; }")]
    [InlineData("namespace Straße.日本; public static class Größe { [SseEndpoint(\"/ü/{名}\")] public static IEnumerable<string> Übung(string 名, string ñ) => []; }")]
    [InlineData("public static class Overloads { [SseEndpoint(\"/1\")] public static IEnumerable<int> Run() => []; [SseEndpoint(\"/2\")] public static IEnumerable<int> Run(int a) => []; [SseEndpoint(\"/3\")] public static IEnumerable<int> Run(int? a) => []; [SseEndpoint(\"/4\")] public static IEnumerable<int> Run(int[] a) => []; [SseEndpoint(\"/5\")] public static Task Run(StreamSender<int> a) => null!; }")]
    [InlineData("public static class Locals { [SseEndpoint(\"/{http}\")] public static IEnumerable<int> Run(string http, string httpValue, string httpValueValue, string definition, string binderJson, string binder) => []; }")]
    [InlineData("public static class Pairs { [SseEndpoint(\"/x\", Method = \"POST\")] public static IEnumerable<(int a, string? b)> Run(Dictionary<string, (int x, List<string?>? y)> body) => []; }")]
    [InlineData("public static class Groups { public sealed class @class { public int http { get; set; } public string? @event { get; set; } public required int Http { get; init; } } [SseEndpoint(\"/x\")] public static IEnumerable<int> Run([Microsoft.AspNetCore.Http.AsParameters] @class @int, [Microsoft.AspNetCore.Http.AsParameters] @class second, string http) => []; }")]
    [InlineData("public static class Bound { public sealed class @await { public static ValueTask<@await?> BindAsync(Microsoft.AspNetCore.Http.HttpContext h, System.Reflection.ParameterInfo p) => default; } [SseEndpoint(\"/x\", Method = \"POST\")] public static IEnumerable<int> Run(@await x, string xInfo, string xJson, @await @class, [Microsoft.AspNetCore.Mvc.FromForm] string form, Microsoft.AspNetCore.Http.IFormFile File) => []; }")]
    [InlineData("public static class Newlines { [SseEndpoint(\"/a\\u2028b/<x>&\")] public static IEnumerable<int> Run() => []; }")]
    public void Endpoints_with_hostile_names_compile(string source)
    {
        var run = GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS8981\n" + Usings + source)).AssertCompiles();
        var endpoints = source.Split("[SseEndpoint(").Length - 1;
        Assert.Equal(endpoints + 1, run.Files.Count);
    }

    [Theory]
    [InlineData("namespace @class; [StreamEvents] public abstract partial record @event { [StreamEvent(\"@\")] public sealed record @void : @event; }")]
    [InlineData("public partial class A { public partial record struct B { public partial interface C { public partial record D { public partial struct @file { [StreamEvents] public abstract partial record @required; [StreamEvent(\"x\")] public sealed record Y : @required; } } } } }")]
    [InlineData("[StreamEvents] public abstract partial record Ev; [StreamEvent(\"a\")] public sealed record ev : Ev; [StreamEvent(\"A\")] public sealed record EV : Ev;")]
    [InlineData("namespace System.Collections.Immutable.App; [StreamEvents] internal abstract partial record ImmutableArray { [StreamEvent(\"x\")] internal sealed record String(string String2) : ImmutableArray; }")]
    public void Unions_with_hostile_names_compile(string source) =>
        Assert.Equal(2, GeneratorRun.Of(TestCompilation.Application("#pragma warning disable CS8981\n" + Usings + source)).AssertCompiles().Files.Keys.Count(file => !file.Contains(".Writer", StringComparison.Ordinal) && !file.Contains(".Sending", StringComparison.Ordinal)));

    [Fact]
    public void Experimental_and_obsolete_api_is_not_reported_again()
    {
        const string Source = """
            [assembly: System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")]
            #pragma warning disable X001, X002, X003, X004, X005
            public static class E
            {
                [System.Diagnostics.CodeAnalysis.Experimental("X001")]
                public sealed record Ev;

                [System.Obsolete("no", DiagnosticId = "X002")]
                public sealed class Dep;

                [System.Diagnostics.CodeAnalysis.Experimental("X003")]
                [SseEndpoint("/x")]
                public static IEnumerable<Ev> Run(Dep dep) => [];

                [System.Obsolete("no", DiagnosticId = "X004")]
                public enum Old { A }

                public sealed class Group
                {
                    [System.Obsolete("no", DiagnosticId = "X005")]
                    public int Number { get; set; }

                    public Old Old { get; set; }
                }

                [SseEndpoint("/y")]
                public static IEnumerable<int> Grouped([Microsoft.AspNetCore.Http.AsParameters] Group group) => [];
            }
            """;
        GeneratorRun.Of(TestCompilation.Application(Usings + Source)).AssertCompiles();
    }
}
