using Microsoft.CodeAnalysis.CSharp;
using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

/// <summary>
/// Whatever is typed in whatever order, what the generator remembers gives the same files as reading everything anew. The project is made so that files see each other in every way
/// that the language has: by base types, nested types, aliases, usings of all kinds, constants, attributes, partial declarations, and by types of types.
/// </summary>
public sealed class EditSequenceTests
{
    private static readonly string[] Files =
    [
        """
        global using System.Collections.Generic;
        global using Routes = App.Names.Paths;
        global using static App.Names.Limits;
        [assembly: System.Reflection.AssemblyDescription("x")]
        """,
        """
        namespace App.Names;
        public static class Paths { public const string One = "/one"; }
        public static class Limits { public const int Small = 8; public enum Kind { A, B } }
        public static class Verbs { public const string Post = "POST"; }
        """,
        """
        using SegStream; using App.Names; using static App.Names.Verbs; using Whole = App.Data.Order;
        namespace App.Endpoints;
        public static partial class First
        {
            [SseEndpoint(Routes.One)] public static IEnumerable<Whole> One(Kind kind, int count = Small) => [];
            [JsonStream("/two", Method = Post)] public static IAsyncEnumerable<Data.Part> Two(Data.Order body, [Microsoft.AspNetCore.Mvc.FromQuery] Data.Id id) => throw new System.Exception();
        }
        """,
        """
        namespace App.Data;
        public record Order(int Number, Part? Part, Id Id) : Entity { public Color Colour { get; init; } }
        public record Part(string Name);
        """,
        """
        namespace App.Data;
        public readonly record struct Id(int Value) : System.IParsable<Id>
        {
            public static Id Parse(string s, System.IFormatProvider? provider) => new(int.Parse(s, provider));
            public static bool TryParse(string? s, System.IFormatProvider? provider, out Id result) { result = default; return s is not null; }
        }
        """,
        """
        using SegStream; using Microsoft.AspNetCore.Authorization;
        namespace App.Rooms
        {
            [Authorize(Policy = "rooms")] public abstract class Guarded { [Authorize("deep")] public class Nested { public int A { get; set; } } }
            public class Rooms : Guarded { [SseEndpoint("/rooms/{id}")] public IEnumerable<Nested> Enter(string id) => []; }
        }
        """,
        """
        using SegStream;
        namespace App.Events { [StreamEvents] public abstract partial record JobEvent { [StreamEvent("a")] public sealed record A(int N) : JobEvent; } }
        namespace App.Endpoints { public static partial class First { [SseEndpoint("/jobs")] public static IEnumerable<Events.JobEvent> Jobs() => []; } }
        """,
        """
        using SegStream; using App.Events;
        namespace App.More;
        [StreamEvent("b", Error = true)] public sealed record B(string Text) : JobEvent;
        public static class Other { public static int Nothing(int a) { return a + 1; } }
        """,
        """
        namespace App.Data;
        public abstract record Entity { public long Key { get; init; } public enum Color { Red, Green } }
        """,
    ];

    // What is typed into a file, and what stood there: an edit goes there or back.
    private static readonly (int File, string Before, string After)[] Edits =
    [
        (0, "App.Names.Limits", "App.Names.Verbs"), (0, "App.Names.Paths", "App.Names.Limits"), (0, "\"x\"", "\"y\""), (0, "global using System.Collections.Generic;", "global using Microsoft.AspNetCore.Http; global using System.Collections.Generic;"),
        (1, "\"/one\"", "\"/uno\""), (1, "Small = 8", "Small = 9"), (1, "enum Kind { A, B }", "class Kind;"), (1, "Paths", "Path"), (1, "\"POST\"", "\"PUT\""), (1, "namespace App.Names;", "namespace App.Other;"),
        (2, "App.Data.Order", "App.Data.Part"), (2, "/two", "/zwei"), (2, "=> [];", "=> [null!];"), (2, "int count", "long count"), (2, "using App.Names;", ""), (2, "namespace App.Endpoints;", "#nullable disable\nnamespace App.Endpoints;"), (2, "public static partial class First", "internal static partial class First"),
        (3, "int Number", "string Number"), (3, "Part? Part", "Part? Teil"), (3, ": Entity", ": object"), (3, "record Part(", "record Part<T>("), (3, "public record Part", "[System.Obsolete] public record Part"), (3, "public record Order", "internal record Order"),
        (8, "long Key", "int Key"), (8, "Red, Green", "Red"), (4, ": System.IParsable<Id>", ""), (4, "bool TryParse", "int TryParse"), (4, "new(int.Parse(s, provider))", "default"), (4, "struct Id", "struct Ident"), (8, "enum Color", "struct Color"),
        (5, "Policy = \"rooms\"", "Roles = \"r\""), (5, ": Guarded", ""), (5, "int A", "int B"), (5, "public class Nested", "private class Nested"), (5, "{id}", "{name}"), (5, "using Microsoft.AspNetCore.Authorization;", ""),
        (6, "abstract partial", "partial"), (6, "sealed record A", "record A"), (6, "\"a\"", "\"b\""), (6, "int N", "int M"), (6, "Events.JobEvent>", "int>"), (6, "using SegStream;", "using SegStream; using Int = System.Int32;"),
        (7, "Error = true", "Terminal = true"), (7, ": JobEvent", ": Base"), (7, "a + 1", "a + 2"), (7, "int Nothing", "long Nothing"), (7, "using App.Events;", "using App.Events; using B2 = App.More.B;"), (7, "class Other", "class Paths"), (7, "class Other", "class System"), (7, "{ return", "{\n#nullable disable\n return"),
    ];

    [Fact]
    public void What_is_remembered_gives_the_same_files_as_reading_anew()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEGSTREAM_SEED"), out var given) ? given : Environment.TickCount;
        var steps = Environment.GetEnvironmentVariable("SEGSTREAM_LONG") == "1" ? 20_000 : 300;
        var random = new Random(seed);
        var texts = Files.ToArray();
        var compilation = TestCompilation.Application(texts);

        // As the compiler runs it: with tracked steps, Roslyn 4.14 loses the rest of a combined table after one of its entries was removed.
        var driver = GeneratorRun.Of(GeneratorRun.CreateDriver(trackSteps: false), compilation).Driver;
        var history = new Queue<string>();
        for (var step = 0; step < steps; step++)
        {
            var file = Edit(random, texts, history);
            var tree = compilation.SyntaxTrees[file];
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(texts[file], TestCompilation.ParseOptions, tree.FilePath));

            // Sometimes the generator sees two edits at once, or the same state twice.
            if (random.Next(4) == 0)
            {
                continue;
            }

            var run = GeneratorRun.Of(driver, compilation);
            driver = run.Driver;
            var anew = GeneratorRun.Of(TestCompilation.Application(texts));
            var message = $"seed {seed}, step {step}, latest edits: {string.Join("; ", history)}";
            Assert.True(run.Result.Exception is null, message + run.Result.Exception);
            Assert.True(anew.Files.SequenceEqual(run.Files), message + "\n" + $"\nmissing: {string.Join(", ", anew.Files.Except(run.Files).Select(pair => pair.Key))}\ntoo much: {string.Join(", ", run.Files.Except(anew.Files).Select(pair => pair.Key))}\n" + string.Join("\n-----\n", texts));
        }
    }

    private static int Edit(Random random, string[] texts, Queue<string> history)
    {
        var (file, before, after) = Edits[random.Next(Edits.Length)];
        var text = texts[file];
        var isThere = after.Length > 0 && text.Contains(after, StringComparison.Ordinal) && !before.Contains(after, StringComparison.Ordinal);
        var (from, to) = isThere ? (after, before) : (before, after);
        if (random.Next(12) == 0)
        {
            // Half-typed: a piece is missing until the file is restored.
            var start = random.Next(text.Length);
            texts[file] = text.Remove(start, Math.Min(random.Next(1, 12), text.Length - start));
            history.Enqueue($"file {file}: cut at {start}");
        }
        else if (text.Contains(from, StringComparison.Ordinal))
        {
            var at = text.IndexOf(from, StringComparison.Ordinal);
            texts[file] = text.Remove(at, from.Length).Insert(at, to);
            history.Enqueue($"file {file}: '{from}' to '{to}'");
        }
        else
        {
            texts[file] = Files[file];
            history.Enqueue($"file {file} restored");
        }

        while (history.Count > 6)
        {
            history.Dequeue();
        }

        return file;
    }
}
