using System.Globalization;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes the class that writes the JSON of one type of events.</summary>
internal sealed class EventWriterEmitter
{
    private const string Formatting = "global::SegStream.Formatting.";
    private const string Writer = "ref " + Formatting + "Utf8EventWriter writer";

    private readonly EventWriterModel _model;
    private readonly CodeWriter _writer = new();

    // The number of each shape's first member: members are numbered through all shapes.
    private readonly int[] _first;

    // For names of variables, which must differ inside one method.
    private int _variables;

    private EventWriterEmitter(EventWriterModel model)
    {
        _model = model;
        _first = new int[model.Shapes.Count];
        for (var shape = 1; shape < _first.Length; shape++)
        {
            _first[shape] = _first[shape - 1] + model.Shapes[shape - 1].Members.Count;
        }
    }

    public static string Emit(EventWriterModel model) => new EventWriterEmitter(model).Emit();

    private string Emit()
    {
        _writer.FileHeader([])
            .Open($"namespace {GlobalNames.Namespace}")
            .Line($"/// <summary>Writes {_model.Type.Replace("global::", "").Replace('<', '{').Replace('>', '}')} as JSON, where the runtime finds that the serializer would write the same.</summary>")
            .Line(GlobalNames.Embedded)
            .Open($"internal sealed class {_model.ClassName} : {Formatting}StreamEventWriter<{_model.Type}>");
        WriteConstructor();
        WriteRoot();
        for (var shape = 1; shape < _model.Shapes.Count; shape++)
        {
            WriteInner(shape);
        }

        _writer.Line("/// <summary>Makes the writer known when the assembly is loaded.</summary>")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line("[global::System.Diagnostics.CodeAnalysis.SuppressMessage(\"Usage\", \"CA2255\", Justification = \"The runtime finds the writer here without reflection.\")]")
            .Open("internal static void Register()")
            .Line($"{Formatting}StreamEventWriters.Register<{_model.Type}>(new {_model.ClassName}());")
            .Close();
        return _writer.Close().Close().ToString();
    }

    private void WriteConstructor()
    {
        _writer.Line($"private {_model.ClassName}()")
            .Indent()
            .Line(": base(")
            .Indent()
            .Line($"depth: {Number(_model.Depth)},")
            .Line($"shapes: new {Formatting}StreamEventShape[]")
            .Line("{")
            .Indent();
        foreach (var shape in _model.Shapes)
        {
            _writer.Line($"new {Formatting}StreamEventShape(").Indent().Line($"typeof({shape.Type}),");
            for (var index = 0; index < shape.Members.Count; index++)
            {
                var member = shape.Members[index];
                var name = Literals.Text(member.Name) + ", typeof(" + member.Type + ")" + (member.JsonName is null ? "" : ", " + Literals.Text(member.JsonName));
                _writer.Line($"new {Formatting}StreamEventMember({name}){(index == shape.Members.Count - 1 ? ")," : ",")}");
            }

            _writer.Unindent();
        }

        _writer.Unindent().Line("},");
        var types = _model.ValueTypes.Count == 0 ? "global::System.Array.Empty<global::System.Type>()" : $"new global::System.Type[] {{ {string.Join(", ", _model.ValueTypes.Select(type => $"typeof({type})"))} }}";
        _writer.Line($"valueTypes: {types})").Unindent().Unindent().Line("{").Line("}").Line();
    }

    private void WriteRoot()
    {
        _writer.Open($"public override void WriteMembers({Writer}, {_model.Type} value)");
        WriteMembers(0);
        _writer.Close().Line();
    }

    private void WriteInner(int shape)
    {
        _writer.Open($"private static void {Method(shape)}({Writer}, {_model.Shapes[shape].Type} value)").Line("writer.BeginObject();");
        WriteMembers(shape);
        _writer.Line("writer.EndObject();").Close().Line();
    }

    private void WriteMembers(int shape)
    {
        _variables = 0;
        var members = _model.Shapes[shape].Members;
        for (var index = 0; index < members.Count; index++)
        {
            var number = Number(_first[shape] + index);
            var property = "value." + SymbolNames.Escape(members[index].Name);
            if (members[index].Value.MayBeNull)
            {
                var variable = Variable("member");
                _writer.Open($"if ({property} is {{ }} {variable})").Line($"writer.Name({number});");
                WriteValue(members[index].Value, variable);
                _writer.Close().Open("else").Line($"writer.NullMember({number});").Close();
            }
            else
            {
                _writer.Line($"writer.Name({number});");
                WriteValue(members[index].Value, property);
            }
        }
    }

    // The expression is not null, and is evaluated once.
    private void WriteValue(EventValueModel value, string expression)
    {
        switch (value.Kind)
        {
            case EventValueKind.Plain:
                _writer.Line($"writer.Value({expression});");
                break;
            case EventValueKind.Enum:
                _writer.Line($"writer.Value(({value.Number}){expression});");
                break;
            case EventValueKind.Object:
                _writer.Line($"{Method(value.Shape)}(ref writer, {expression});");
                break;
            default:
                WriteElements(value, expression);
                break;
        }
    }

    private void WriteElements(EventValueModel collection, string expression)
    {
        _writer.Line("writer.BeginArray();");
        if (collection.Kind == EventValueKind.Sequence)
        {
            var item = Variable("item");
            _writer.Open($"foreach (var {item} in {expression})");
            WriteElement(collection.Element!, item);
        }
        else
        {
            var index = Variable("index");
            _writer.Open($"for (var {index} = 0; {index} < {expression}.{(collection.Kind == EventValueKind.Array ? "Length" : "Count")}; {index}++)");
            WriteElement(collection.Element!, $"{expression}[{index}]");
        }

        _writer.Close().Line("writer.EndArray();");
    }

    private void WriteElement(EventValueModel element, string expression)
    {
        _writer.Line("writer.Element();");
        if (element.MayBeNull)
        {
            var variable = Variable("element");
            _writer.Open($"if ({expression} is {{ }} {variable})");
            WriteValue(element, variable);
            _writer.Close().Open("else").Line("writer.Null();").Close();
        }
        else
        {
            WriteValue(element, expression);
        }
    }

    private string Variable(string kind) => kind + Number(++_variables);

    private static string Method(int shape) => "WriteShape" + Number(shape);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
