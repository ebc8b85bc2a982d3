using SegStream.Shared.Model;

namespace SegStream.Generators.Emit;

/// <summary>Writes the generated part of a union's own record.</summary>
internal static class UnionPartEmitter
{
    public static void Write(CodeWriter writer, UnionModel union)
    {
        var isStatic = union.TakenNames.Count > 0 || union.Cases.Any(item => item.TakenNames.Count > 0);
        var matches = union.Cases.Count > 0;
        if (union.Cases.Count > 0 || union.NeedsConstructor)
        {
            WriteRecord(writer, union, withMatch: matches && !isStatic);
        }

        if (matches && isStatic)
        {
            WriteExtensions(writer, union);
        }
    }

    private static void WriteRecord(CodeWriter writer, UnionModel union, bool withMatch)
    {
        var depth = OpenNamespace(writer, union) + union.ContainingTypes.Count;
        foreach (var header in union.ContainingTypes)
        {
            writer.Open(header);
        }

        if (union.Cases.Count > 0)
        {
            var cases = union.Cases.Where(item => item.Carrier is null).Select(item => $"typeof({Unbound(item.Type, union)})");
            writer.Line($"[global::SegStream.StreamEventCases({string.Join(", ", cases)})]");
        }

        writer.Open($"partial record {union.Name}{union.TypeParameters}");
        var isFirst = true;
        WriteConstructors(writer, union, ref isFirst);
        WriteIncluded(writer, union, ref isFirst);
        if (withMatch)
        {
            Separate(writer, ref isFirst);
            new MatchEmitter(union, isExtension: false).Write(writer);
        }

        writer.Close();
        Close(writer, depth);
    }

    // Nested and generic names too: an attribute cannot use type parameters.
    private static string Unbound(string type, UnionModel union) =>
        union.TypeParameters.Length == 0 ? type : GenericNames.Unbound(type);

    private static void WriteConstructors(CodeWriter writer, UnionModel union, ref bool isFirst)
    {
        if (union.TypeParameters.Length > 0)
        {
            Separate(writer, ref isFirst);
            writer.Line("// There is no end of constructions, so each registers itself.")
                .Open($"static {union.Name}()")
                .Line($"global::SegStream.StreamEventUnions.Register(new global::{GlobalNames.Namespace}.{union.ClassName}{union.TypeParameters}());")
                .Close();
        }

        if (union.NeedsConstructor)
        {
            Separate(writer, ref isFirst);
            writer.Line("// Closes the union: no other assembly can add a case.")
                .Open($"private protected {union.Name}()")
                .Close();
        }
    }

    private static void WriteIncluded(CodeWriter writer, UnionModel union, ref bool isFirst)
    {
        foreach (var included in union.Includes)
        {
            Separate(writer, ref isFirst);
            var name = XmlText.OfType(included.Type);
            writer.Line($"/// <summary>An event of {name}, which is an event of this union too.</summary>")
                .Line("/// <param name=\"Event\">The event. It is what is sent, under its own name.</param>")
                .Open($"public sealed record {included.Wrapper}({included.Type} Event) : {union.Name}")
                .Close()
                .Line()
                .Line($"/// <summary>An event of {name} as an event of this union.</summary>")
                .Line("/// <param name=\"value\">The event.</param>")
                .Line($"public static implicit operator {union.Name}({included.Type} value) => new {included.Wrapper}(value);");
        }
    }

    private static void WriteExtensions(CodeWriter writer, UnionModel union)
    {
        var depth = OpenNamespace(writer, union);
        writer.Line($"/// <summary>Asks which case of {XmlText.OfType(union.Type)} an event is. Not members of the record, because it or a case has members of these names.</summary>")
            .Open($"{(union.IsPublic ? "public" : "internal")} static class {union.MatchClass}");
        new MatchEmitter(union, isExtension: true).Write(writer);
        writer.Close();
        Close(writer, depth);
    }

    private static int OpenNamespace(CodeWriter writer, UnionModel union)
    {
        if (union.Namespace is null)
        {
            return 0;
        }

        writer.Open("namespace " + union.Namespace);
        return 1;
    }

    private static void Close(CodeWriter writer, int depth)
    {
        for (; depth > 0; depth--)
        {
            writer.Close();
        }

        writer.Line();
    }

    private static void Separate(CodeWriter writer, ref bool isFirst)
    {
        if (!isFirst)
        {
            writer.Line();
        }

        isFirst = false;
    }
}
