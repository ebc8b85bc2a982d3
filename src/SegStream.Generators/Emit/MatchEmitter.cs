using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes <c>Match</c> and <c>Switch</c>, which ask for something to do for every case: who calls them does not compile any more when a case is added.</summary>
internal sealed class MatchEmitter(UnionModel union, bool isExtension)
{
    private readonly CaseNames _names = new(union);

    public void Write(CodeWriter writer)
    {
        var result = TypeParameter("TResult");
        var state = TypeParameter("TState");
        WriteMatch(writer, result, null);
        writer.Line();
        WriteMatch(writer, result, state);
        writer.Line();
        WriteSwitch(writer, null);
        writer.Line();
        WriteSwitch(writer, state);
    }

    private string Value => isExtension ? _names.Free("value") : "this";

    private string State => _names.Free("state");

    private string Matched => _names.Free("matched");

    private string TypeParameter(string name)
    {
        while (union.TypeParameterNames.Contains(name, StringComparer.Ordinal))
        {
            name += "_";
        }

        return name;
    }

    private void WriteMatch(CodeWriter writer, string result, string? state)
    {
        WriteDocumentation(writer, "Gives what the function for the event's case returns.", result, state);
        writer.Line("/// <returns>What the function returned.</returns>")
            .Line("/// <exception cref=\"global::System.InvalidOperationException\">The event is no case of the union.</exception>");
        Open(writer, result, state is null ? [result] : [state, result], "Match", item => $"global::System.Func<{(state is null ? "" : state + ", ")}{item.Type}, {result}>", state);
        writer.Line("{").Indent().Open($"return {Value} switch");
        for (var index = 0; index < union.Cases.Count; index++)
        {
            writer.Line($"{UnionEmitter.Pattern(union.Cases[index], " " + Matched)} => {Call(index, state)},");
        }

        writer.Line($"_ => throw global::SegStream.StreamEventUnions.NoCase<{union.Type}>({Value}),").Close("};").Close();
    }

    private void WriteSwitch(CodeWriter writer, string? state)
    {
        WriteDocumentation(writer, "Runs the action for the event's case.", null, state);
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">The event is no case of the union.</exception>");
        Open(writer, "void", state is null ? [] : [state], "Switch", item => $"global::System.Action<{(state is null ? "" : state + ", ")}{item.Type}>", state);
        writer.Line("{").Indent().Open($"switch ({Value})");
        for (var index = 0; index < union.Cases.Count; index++)
        {
            writer.Line($"case {UnionEmitter.Pattern(union.Cases[index], " " + Matched)}:").Indent().Line(Call(index, state) + ";").Line("break;").Unindent();
        }

        writer.Line("default:").Indent().Line($"throw global::SegStream.StreamEventUnions.NoCase<{union.Type}>({Value});").Unindent().Close().Close();
    }

    private string Call(int index, string? state) => $"{SymbolNames.Escape(_names.Handler(index))}({(state is null ? "" : State + ", ")}{Matched})";

    private void WriteDocumentation(CodeWriter writer, string summary, string? result, string? state)
    {
        writer.Line($"/// <summary>{summary}{(state is null ? "" : " The state makes closures unnecessary.")}</summary>");
        if (isExtension)
        {
            foreach (var parameter in union.TypeParameterNames)
            {
                writer.Line($"/// <typeparam name=\"{parameter}\">The type parameter of the union.</typeparam>");
            }
        }

        if (state is not null)
        {
            writer.Line($"/// <typeparam name=\"{state}\">The type of the state.</typeparam>");
        }

        if (result is not null)
        {
            writer.Line($"/// <typeparam name=\"{result}\">The type of the result.</typeparam>");
        }

        if (isExtension)
        {
            writer.Line($"/// <param name=\"{Value}\">The event.</param>");
        }

        if (state is not null)
        {
            writer.Line($"/// <param name=\"{State}\">What is handed on.</param>");
        }

        for (var index = 0; index < union.Cases.Count; index++)
        {
            writer.Line($"/// <param name=\"{XmlText.Of(_names.Handler(index))}\">For <c>{XmlText.Of(union.Cases[index].EventName)}</c>.</param>");
        }
    }

    // One parameter per line: unions with many cases are the ones that are read.
    private void Open(CodeWriter writer, string returns, string[] typeParameters, string name, Func<UnionCaseModel, string> handler, string? state)
    {
        var all = isExtension ? [.. union.TypeParameterNames.Select(SymbolNames.Escape), .. typeParameters] : typeParameters;
        var generics = all.Length == 0 ? "" : "<" + string.Join(", ", all) + ">";
        var parameters = new List<string>();
        if (isExtension)
        {
            parameters.Add($"this {union.Type} {Value}");
        }

        if (state is not null)
        {
            parameters.Add($"{state} {State}");
        }

        parameters.AddRange(union.Cases.Select((item, index) => $"{handler(item)} {SymbolNames.Escape(_names.Handler(index))}"));

        // A method that names a case cannot be seen where the case is not.
        var access = union.IsPublic && union.Cases.Any(item => !item.IsPublic) ? "internal" : "public";
        writer.Line($"{access} {(isExtension ? "static " : "")}{returns} {name}{generics}(").Indent();
        for (var index = 0; index < parameters.Count; index++)
        {
            var isLast = index == parameters.Count - 1;
            writer.Line(parameters[index] + (isLast ? ")" + (isExtension ? union.Constraints : "") : ","));
        }

        writer.Unindent();
    }
}
