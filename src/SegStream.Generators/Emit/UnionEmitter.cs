using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes the description of one union of events.</summary>
internal static class UnionEmitter
{
    public static string Emit(UnionModel union)
    {
        var writer = new CodeWriter().FileHeader([]);
        if (union.NeedsConstructor)
        {
            WriteConstructor(writer, union);
        }

        writer.Open($"namespace {GlobalNames.Namespace}")
            .Line($"/// <summary>The cases of {union.Type.Replace("global::", "")} and their event names.</summary>")
            .Line(GlobalNames.Embedded)
            .Open($"internal sealed class {union.ClassName} : global::SegStream.StreamEventUnion<{union.Type}>");
        WriteCases(writer, union);
        WriteCaseOf(writer, union);
        WriteCreateError(writer, union);
        writer.Line("/// <summary>Makes the union known when the assembly is loaded.</summary>")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line("[global::System.Diagnostics.CodeAnalysis.SuppressMessage(\"Usage\", \"CA2255\", Justification = \"The runtime finds the union here without reflection.\")]")
            .Open("internal static void Register()")
            .Line($"global::SegStream.StreamEventUnions.Register(new {union.ClassName}());")
            .Close();
        return writer.Close().Close().ToString();
    }

    private static void WriteConstructor(CodeWriter writer, UnionModel union)
    {
        var open = 0;
        foreach (var header in (union.Namespace is null ? [] : new[] { "namespace " + union.Namespace }).Concat(union.ContainingTypes))
        {
            writer.Open(header);
            open++;
        }

        writer.Open("partial record " + union.Name)
            .Line("// Closes the union: no other assembly can add a case.")
            .Open($"private protected {union.Name}()")
            .Close()
            .Close();
        for (; open > 0; open--)
        {
            writer.Close();
        }

        writer.Line();
    }

    private static void WriteCases(CodeWriter writer, UnionModel union)
    {
        const string Case = "global::SegStream.StreamEventCase";
        writer.Line($"private {union.ClassName}()").Indent();
        if (union.Cases.Count == 0)
        {
            writer.Line($": base(global::System.Collections.Immutable.ImmutableArray<{Case}>.Empty)");
        }
        else
        {
            writer.Line($": base(global::System.Collections.Immutable.ImmutableArray.Create(new {Case}[]").Line("{").Indent();
            foreach (var item in union.Cases)
            {
                var flags = (item.IsTerminal, item.IsError) switch
                {
                    (true, true) => " { IsTerminal = true, IsError = true }",
                    (true, false) => " { IsTerminal = true }",
                    (false, true) => " { IsError = true }",
                    _ => "",
                };
                writer.Line($"new {Case}({Literals.Text(item.EventName)}, typeof({item.Type})){flags},");
            }

            writer.Unindent().Line("}))");
        }

        writer.Unindent().Line("{").Line("}").Line();
    }

    private static void WriteCaseOf(CodeWriter writer, UnionModel union)
    {
        writer.Open($"public override int CaseOf({union.Type} value) => value switch");
        for (var index = 0; index < union.Cases.Count; index++)
        {
            writer.Line($"{union.Cases[index].Type} => {index.ToString(System.Globalization.CultureInfo.InvariantCulture)},");
        }

        writer.Line("_ => -1,").Close("};").Line();
    }

    private static void WriteCreateError(CodeWriter writer, UnionModel union)
    {
        var error = union.Cases.FirstOrDefault(item => item is { IsError: true, IsConstructibleFromMessage: true });
        if (error is not null)
        {
            writer.Line($"public override {union.Type}? CreateError(string message) => new {error.Type}(message);").Line();
        }
    }
}
