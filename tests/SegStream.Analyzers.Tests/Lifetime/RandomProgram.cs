using System.Globalization;
using System.Text;

namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>A random method body, as code and as a tree that <see cref="PathOracle"/> runs.</summary>
internal abstract record RandomProgram
{
    /// <summary>A call that may throw anything.</summary>
    public sealed record Work : RandomProgram;

    /// <summary><c>EndStream()</c>.</summary>
    public sealed record End(int Site) : RandomProgram;

    /// <summary><c>Fail(exception)</c>; making the exception may throw.</summary>
    public sealed record Fail(int Site) : RandomProgram;

    /// <summary>Sends a case of the union; making the event may throw.</summary>
    public sealed record Send(int Site, string Case) : RandomProgram;

    /// <summary>Something that only sends, in a lambda that is run: as far as this method knows, a call that may throw anything.</summary>
    public sealed record SendElsewhere(bool IsStored, int Number) : RandomProgram;

    /// <summary>A lambda that ends the stream: the call keeps the sender.</summary>
    public sealed record EndElsewhere : RandomProgram;

    /// <summary>A call that keeps the sender; it may throw anything after it took it.</summary>
    public sealed record Keep : RandomProgram;

    public sealed record Return : RandomProgram;

    public sealed record Break : RandomProgram;

    public sealed record Continue : RandomProgram;

    /// <summary><c>throw new InvalidOperationException()</c>, or <c>throw;</c>.</summary>
    public sealed record Throw(bool Again) : RandomProgram;

    public sealed record SetFlag(int Flag, bool Value) : RandomProgram;

    public sealed record Block(IReadOnlyList<RandomProgram> Statements) : RandomProgram;

    /// <summary>A branch on a flag, or on something unknown.</summary>
    public sealed record If(int? Flag, RandomProgram Then, RandomProgram Else) : RandomProgram;

    /// <summary>A loop that may run any number of times, or an endless one.</summary>
    public sealed record Loop(bool Endless, RandomProgram Body) : RandomProgram;

    public sealed record Try(RandomProgram Body, IReadOnlyList<Handler> Handlers, RandomProgram? Finally) : RandomProgram;

    /// <summary>A handler of one of the exception types: <c>Exception</c>, <c>InvalidOperationException</c>, <c>TimeoutException</c>.</summary>
    public sealed record Handler(string Type, RandomProgram Body);

    /// <summary>The number of flags that programs use: two parameters and one local that starts as false.</summary>
    public const int Flags = 3;

    public static RandomProgram Create(Random random) => SomeStatements(random, depth: 4, default);

    public string ToMethod(int number)
    {
        var code = new StringBuilder();
        code.AppendLine(CultureInfo.InvariantCulture, $"    public static void M{number}([TakesOwnership] StreamSender<Step> sender, bool f0, bool f1)");
        code.AppendLine("    {");
        code.AppendLine("        var f2 = false;");
        Write(code, this, 2);
        return code.AppendLine("    }").ToString();
    }

    private static Block SomeStatements(Random random, int depth, Place place)
    {
        var statements = new RandomProgram[random.Next(0, 4)];
        for (var index = 0; index < statements.Length; index++)
        {
            statements[index] = Statement(random, depth, place);
        }

        return new Block(statements);
    }

    private static RandomProgram Statement(Random random, int depth, Place place)
    {
        switch (random.Next(depth > 0 ? 20 : 12) - 4)
        {
            case -4 or -3:
                return new Send(random.Next(), random.Next(6) switch { 0 or 1 => "Done", 2 => "Start", _ => "Progress" });
            case -2:
                return new Fail(random.Next());
            case -1:
                return random.Next(3) == 0 ? new EndElsewhere() : new SendElsewhere(random.Next(2) == 0, random.Next());
            case 0 or 1:
                return new Work();
            case 2 or 3:
                return new End(random.Next());
            case 4:
                return random.Next(3) == 0 ? new Keep() : new SetFlag(2, random.Next(2) == 0);
            case 5:
                return place.InFinally ? new Work() : new Return();
            case 6:
                return new Throw(place.InCatch && random.Next(2) == 0);
            case 7:
                return !place.InLoop ? new Work() : random.Next(2) == 0 ? new Break() : new Continue();
            case < 12:
                return new If(random.Next(2) == 0 ? random.Next(Flags) : null, SomeStatements(random, depth - 1, place), SomeStatements(random, depth - 1, place));
            case < 14:
                return new Loop(random.Next(4) == 0, SomeStatements(random, depth - 1, place with { InLoop = true }));
            default:
                return CreateTry(random, depth - 1, place);
        }
    }

    private static Try CreateTry(Random random, int depth, Place place)
    {
        var handlers = new List<Handler>();
        foreach (var type in new[] { "InvalidOperationException", "TimeoutException", "Exception" })
        {
            if (random.Next(3) == 0)
            {
                handlers.Add(new Handler(type, SomeStatements(random, depth, place with { InCatch = true })));
            }
        }

        // No jump leaves a finally block, and no "throw;" is allowed in it.
        var hasFinally = handlers.Count == 0 || random.Next(3) == 0;
        return new Try(SomeStatements(random, depth, place), handlers, hasFinally ? SomeStatements(random, depth, new Place(InFinally: true)) : null);
    }

    private static void Write(StringBuilder code, RandomProgram program, int depth)
    {
        void Line(string text) => code.Append(' ', depth * 4).AppendLine(text);

        void Body(RandomProgram body)
        {
            Line("{");
            Write(code, body, depth + 1);
            Line("}");
        }

        switch (program)
        {
            case Work:
                Line("Work.Do();");
                break;
            case End { Site: var site }:
                Line($"sender.EndStream(); // #{site}");
                break;
            case Fail { Site: var site }:
                Line($"sender.Fail(new TimeoutException()); // #{site}");
                break;
            case Send { Site: var site, Case: var sent }:
                Line($"sender.TrySend(new Step.{sent}()); // #{site}");
                break;
            case SendElsewhere { IsStored: true, Number: var number }:
                Line($"Func<SendResult> send{number} = () => sender.TrySend(new Step.Progress());");
                Line($"send{number}();");
                break;
            case SendElsewhere:
                Line("Task.Run(() => sender.TrySend(new Step.Progress()));");
                break;
            case EndElsewhere:
                Line("Task.Run(() => { Work.Do(); sender.EndStream(); });");
                break;
            case Keep:
                Line("Work.Keep(sender);");
                break;
            case Return:
                Line("return;");
                break;
            case Break:
                Line("break;");
                break;
            case Continue:
                Line("continue;");
                break;
            case Throw { Again: var again }:
                Line(again ? "throw;" : "throw new InvalidOperationException();");
                break;
            case SetFlag { Flag: var flag, Value: var value }:
                Line($"f{flag} = {(value ? "true" : "false")};");
                break;
            case Block { Statements: var statements }:
                foreach (var statement in statements)
                {
                    Write(code, statement, depth);
                }

                break;
            case If branch:
                Line(branch.Flag is { } tested ? $"if (f{tested})" : "if (Work.If())");
                Body(branch.Then);
                Line("else");
                Body(branch.Else);
                break;
            case Loop loop:
                Line(loop.Endless ? "while (true)" : "while (Work.If())");
                Body(loop.Body);
                break;
            case Try attempt:
                Line("try");
                Body(attempt.Body);
                foreach (var handler in attempt.Handlers)
                {
                    Line($"catch ({handler.Type})");
                    Body(handler.Body);
                }

                if (attempt.Finally is { } last)
                {
                    Line("finally");
                    Body(last);
                }

                break;
        }
    }

    private readonly record struct Place(bool InLoop, bool InCatch, bool InFinally)
    {
        public Place(bool InFinally)
            : this(InLoop: false, InCatch: false, InFinally)
        {
        }
    }
}
