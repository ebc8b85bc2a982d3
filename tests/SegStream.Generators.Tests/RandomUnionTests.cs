using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>
/// Unions of random shapes are generated, compiled, loaded and used: number, name and <c>Match</c> of every event, and what its <c>Send</c> methods send, are those that the
/// source says.
/// </summary>
public sealed class RandomUnionTests
{
    [Fact]
    public void Every_member_agrees_with_the_declaration()
    {
        var seed = Environment.GetEnvironmentVariable("SEGSTREAM_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var shape = new UnionShape(random);
            var expected = shape.Expected();
            var actual = Run(shape, $"seed {seed}, round {round}\n");
            Assert.True(expected == actual, $"seed {seed}, round {round}\n{string.Join("\n", shape.Sources)}\nexpected\n{expected}\nactual\n{actual}");
        }
    }

    private static string Run(UnionShape shape, string where)
    {
        // The runtime shows its channels to this assembly, in which alone one can read what was sent without a server.
        var compilation = (CSharpCompilation)TestCompilation.Application(shape.Sources).WithAssemblyName("SegStream.Runtime.Tests");
        var run = GeneratorRun.Of(compilation);
        using var image = new MemoryStream();
        var result = run.Output.Emit(image);
        Assert.True(result.Success, where + string.Join("\n", result.Diagnostics) + "\n" + string.Join("\n", shape.Sources));
        image.Position = 0;
        var context = new AssemblyLoadContext("random union", isCollectible: true);
        try
        {
            return (string)context.LoadFromStream(image).GetType("Check")!.GetMethod("Run")!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>A random union, its source and what is expected of it.</summary>
    private sealed class UnionShape
    {
        private static readonly string[] Names = ["a", "b c", " ", "ü\u00a0", "😀", "data: x", "\\\"", "{0}", "Case", "case", "<b>&", "\u2028", "\u0001", "null", "type"];
        private static readonly (string Type, string Value)[] Types =
        [
            ("int", "3"), ("string", "\"x\""), ("string?", "null"), ("System.Guid", "System.Guid.Empty"), ("double", "1.5"), ("System.DayOfWeek", "System.DayOfWeek.Friday"), ("int?", "null"), ("(int A, string B)", "(1, \"b\")"), ("System.Type?", "null"),
        ];

        private readonly List<(string Name, string Type, string Arguments, string Members, string SendArguments)> _cases = [];
        private readonly bool _includes;

        public UnionShape(Random random)
        {
            var isGeneric = random.Next(3) == 0;
            _includes = !isGeneric && random.Next(3) == 0;
            var names = Names.OrderBy(_ => random.Next()).ToArray();
            StringBuilder nested = new(), beside = new(), otherFile = new();
            List<(string, string, string, string, string)>[] places = [[], [], []];
            for (int number = 0, count = random.Next(1, 9); number < count; number++)
            {
                var place = random.Next(3);
                var types = Types.Append(("T", "7")).Take(isGeneric ? Types.Length + 1 : Types.Length).ToArray();
                var parameters = Enumerable.Range(0, random.Next(4)).Select(_ => types[random.Next(types.Length)]).ToArray();
                var hasMember = random.Next(4) == 0;
                var own = isGeneric && place != 0 ? "<T>" : "";
                var parent = (random.Next(3), place) is (0, 1 or 2) ? "Middle" : "U";
                var declaration = $"[SegStream.StreamEvent({SymbolDisplay.FormatLiteral(names[number], quote: true)})] public sealed record C{number}{own}"
                    + $"({string.Join(", ", parameters.Select((parameter, index) => $"{parameter.Item1} P{index}"))}) : {parent}{(isGeneric ? "<T>" : "")}"
                    + (hasMember ? " { public required int Member { get; init; } }\n" : ";\n");
                (place switch { 0 => nested, 1 => beside, _ => otherFile }).Append(declaration);
                var type = place == 0 ? $"U{(isGeneric ? "<int>" : "")}.C{number}" : $"C{number}{(isGeneric ? "<int>" : "")}";
                var values = parameters.Select(parameter => parameter.Item2).ToArray();
                places[place].Add((names[number], type, string.Join(", ", values), hasMember ? " { Member = 5 }" : "", string.Join(", ", values.Concat(hasMember ? ["5"] : []))));
            }

            _cases.AddRange(places.SelectMany(place => place));
            if (_includes)
            {
                _cases.InsertRange(0, [("start", "SegStream.Vocabulary.StandardEvent.Start", "\"m\", 2", "", "\"m\", 2"), ("progress", "SegStream.Vocabulary.StandardEvent.Progress", "1", "", "1"), ("content", "SegStream.Vocabulary.StandardEvent.Content", "\"c\"", "", "\"c\""), ("done", "SegStream.Vocabulary.StandardEvent.Done", "", "", ""), ("error", "SegStream.Vocabulary.StandardEvent.Error", "\"c\", \"m\"", "", "\"c\", \"m\"")]);
            }

            var generic = isGeneric ? "<T>" : "";
            Sources =
            [
                $"#nullable enable\n#pragma warning disable CS8602\n[SegStream.StreamEvents{(_includes ? "(typeof(SegStream.Vocabulary.StandardEvent))" : "")}] public abstract partial record U{generic}\n{{\n{nested}}}\npublic abstract record Middle{generic} : U{generic};\n{beside}",
                otherFile.ToString(),
                Checks(isGeneric ? "U<int>" : "U"),
            ];
        }

        public string[] Sources { get; }

        public string Expected() => string.Join("\n", _cases.Select((@case, index) => $"{index} {index} {index} {@case.Name} True True"));

        private string Checks(string union)
        {
            var match = string.Join(", ", _cases.Select((_, index) => $"_ => {index}"));
            var withState = string.Join(", ", _cases.Select((_, index) => $"(s, _) => s + {index}"));
            var checks = _cases.Select(@case =>
            {
                var method = @case.Type.Split('.', '<').Last(part => part.Length > 0 && (part[0] == 'C' || char.IsUpper(part[0])) && !part.Contains('>', StringComparison.Ordinal));
                var separator = @case.SendArguments.Length == 0 ? "" : ", ";
                return $$"""
                        {
                            {{union}} e = new {{@case.Type}}({{@case.Arguments}}){{@case.Members}};
                            sender.TrySend{{method}}({{@case.SendArguments}});
                            var tried = reader.TryRead(out var one) && one == e;
                            sender.Send{{method}}Async({{@case.SendArguments}}{{separator}}cancellationToken: default).AsTask().Wait();
                            var sent = reader.TryRead(out var two) && two == e;
                            lines.Add($"{union!.CaseOf(e)} {e.Match({{match}})} {e.Match(0, {{withState}})} {SegStream.StreamEventUnions.EventNameOf(e)} {tried} {sent}");
                        }

                """;
            });
            return $$"""
                #nullable enable
                public static class Check
                {
                    public static string Run()
                    {
                        var lines = new System.Collections.Generic.List<string>();
                        SegStream.StreamEventUnions.TryGet<{{union}}>(out var union);
                        var channel = new SegStream.Channels.StreamChannel<{{union}}>(new SegStream.Channels.ChannelLimits(1024, 800, 300));
                        var reader = channel.TakeReader(new Nobody());
                        var sender = new SegStream.StreamSender<{{union}}>(channel, new SegStream.Sending.StreamLifetime(), SegStream.StreamMode.Sse);
                {{string.Concat(checks)}}
                        return string.Join("\n", lines);
                    }

                    private sealed class Nobody : SegStream.Channels.IChannelReaderWakeUp { public void WakeUp() { } public void Overflow() { } }
                }
                """;
        }
    }
}
