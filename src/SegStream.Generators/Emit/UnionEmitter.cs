using System.Globalization;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes the description of one union of events.</summary>
internal static class UnionEmitter
{
    public static string Emit(UnionModel union)
    {
        var writer = new CodeWriter().FileHeader(Warnings(union));
        UnionPartEmitter.Write(writer, union);
        writer.Open($"namespace {GlobalNames.Namespace}")
            .Line($"/// <summary>The cases of {XmlText.OfType(union.Type)} and their event names.</summary>");
        foreach (var parameter in union.TypeParameterNames)
        {
            writer.Line($"/// <typeparam name=\"{parameter}\">The type parameter of the union.</typeparam>");
        }

        writer.Line(GlobalNames.Embedded)
            .Open($"internal sealed class {union.ClassName}{union.TypeParameters} : global::SegStream.StreamEventUnion<{union.Type}>{union.Constraints}");
        WriteCases(writer, union);
        WriteCaseOf(writer, union);
        WritePayloadOf(writer, union);
        WriteCreateError(writer, union);
        WriteRegister(writer, union);
        return writer.Close().Close().ToString();
    }

    public static IEnumerable<string> Warnings(UnionModel union) => union.DisabledWarnings.Concat(union.Cases.SelectMany(item => item.DisabledWarnings)).Distinct().OrderBy(id => id, StringComparer.Ordinal);

    /// <summary>The pattern that a value of a case matches.</summary>
    public static string Pattern(UnionCaseModel item, string designation = "") =>
        item.Carrier is null ? item.Type + designation : $"{item.Carrier} {{ Event: {item.Type}{designation} }}";

    /// <summary>The event of the union that an expression of the case's type stands for.</summary>
    public static string AsEvent(UnionCaseModel item, string expression) => item.Carrier is null ? expression : $"new {item.Carrier}({expression})";

    private static void WriteCases(CodeWriter writer, UnionModel union)
    {
        const string Case = "global::SegStream.StreamEventCase";
        writer.Line($"{(union.TypeParameters.Length == 0 ? "private" : "internal")} {union.ClassName}()").Indent();
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

        writer.Unindent().Line("{").Line("}");
    }

    private static void WriteCaseOf(CodeWriter writer, UnionModel union)
    {
        writer.Line().Open($"public override int CaseOf({union.Type} value) => value switch");
        for (var index = 0; index < union.Cases.Count; index++)
        {
            writer.Line($"{Pattern(union.Cases[index])} => {index.ToString(CultureInfo.InvariantCulture)},");
        }

        writer.Line("_ => -1,").Close("};");
    }

    private static void WritePayloadOf(CodeWriter writer, UnionModel union)
    {
        if (union.Includes.Count == 0)
        {
            return;
        }

        writer.Line()
            .Line("public override bool HasIncluded => true;")
            .Line()
            .Open($"public override object PayloadOf({union.Type} value) => value switch");
        foreach (var included in union.Includes)
        {
            // Without the cast it would become an event of the union again, by the conversion that all such events have.
            writer.Line($"{union.Type}.{included.Wrapper} included => (object)included.Event,");
        }

        writer.Line("_ => value,").Close("};");
    }

    private static void WriteCreateError(CodeWriter writer, UnionModel union)
    {
        // The union's own one counts before one that it includes.
        var errors = union.Cases.Where(item => item is { IsError: true, Error: not null }).ToList();
        if ((errors.FirstOrDefault(item => item.Carrier is null) ?? errors.FirstOrDefault()) is { } error)
        {
            writer.Line().Line($"public override {union.Type}? CreateError(string message, string code) => {AsEvent(error, error.Error!)};");
        }
    }

    private static void WriteRegister(CodeWriter writer, UnionModel union)
    {
        if (union.TypeParameters.Length > 0)
        {
            // The static constructor of each construction registers it.
            return;
        }

        writer.Line()
            .Line("/// <summary>Makes the union known when the assembly is loaded.</summary>")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line("[global::System.Diagnostics.CodeAnalysis.SuppressMessage(\"Usage\", \"CA2255\", Justification = \"The runtime finds the union here without reflection.\")]")
            .Open("internal static void Register()")
            .Line($"global::SegStream.StreamEventUnions.Register(new {union.ClassName}());")
            .Close();
    }
}
