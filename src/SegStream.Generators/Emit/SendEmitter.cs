using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>Writes, for each case of a union, the methods of a sender that construct it and send it.</summary>
internal sealed class SendEmitter
{
    private const string Token = "global::System.Threading.CancellationToken";

    private static readonly Dictionary<string, string> Progress = new(StringComparer.Ordinal)
    {
        ["global::SegStream.Vocabulary.StandardEvent"] = "global::SegStream.Vocabulary.StandardEvent.Progress",
        ["global::SegStream.Vocabulary.JobEvent"] = "global::SegStream.Vocabulary.JobEvent.TaskProgress",
    };

    private readonly UnionModel _union;
    private readonly CaseNames _names;
    private readonly CodeWriter _writer = new();
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private readonly bool _isPublic;
    private bool _isFirst = true;

    private SendEmitter(UnionModel union, bool isPublic)
    {
        _union = union;
        _isPublic = isPublic;
        _names = new CaseNames(union);
    }

    /// <summary>The methods of a union; null when it has no case that can be constructed.</summary>
    /// <param name="union">The union.</param>
    /// <param name="isPublic">Whether other assemblies see them, as far as they see the case.</param>
    public static string? Emit(UnionModel union, bool isPublic)
    {
        var emitter = new SendEmitter(union, isPublic);
        return union.Cases.Any(item => item.Constructors.Count > 0) ? emitter.Write() : null;
    }

    private string Write()
    {
        _writer.FileHeader(UnionEmitter.Warnings(_union));
        if (_union.Namespace is not null)
        {
            _writer.Line($"namespace {_union.Namespace};").Line();
        }

        _writer.Line($"/// <summary>Sends the events of {XmlText.OfType(_union.Type)}, with a method for each case.</summary>");
        if (!_isPublic)
        {
            _writer.Line(GlobalNames.Embedded);
        }

        _writer.Open($"{(_isPublic ? "public" : "internal")} static class {_union.SenderClass}");
        for (var index = 0; index < _union.Cases.Count; index++)
        {
            foreach (var constructor in _union.Cases[index].Constructors)
            {
                WriteCase(index, new SendParameters(constructor));
            }
        }

        WriteProgress();
        return _writer.Close().ToString();
    }

    // Where a union includes a vocabulary with progress, its sender has what that vocabulary's sender has.
    private void WriteProgress()
    {
        if (_union.Includes.FirstOrDefault(included => Progress.ContainsKey(included.Type)) is not { } vocabulary)
        {
            return;
        }

        const string Optional = "global::System.TimeSpan? interval = null, global::System.TimeProvider? time = null";
        var type = Progress[vocabulary.Type];
        _writer.Line()
            .Line($"/// <summary>Makes a reporter that sends <see cref=\"{type}\"/>, at most one for each whole percentage.</summary>")
            .Line("/// <param name=\"sender\">The stream. The reporter neither ends it nor takes over the duty to.</param>")
            .Line("/// <param name=\"total\">What there is to do, in any unit; 0 or more.</param>")
            .Line("/// <param name=\"interval\">After how much time an event is sent although the percentage is the same; more than 0, default: never.</param>")
            .Line("/// <param name=\"time\">The clock of the interval; default: that of the system.</param>")
            .Line("/// <returns>The reporter, for any number of threads.</returns>")
            .Line($"public static global::SegStream.StreamProgress Progress([global::SegStream.Borrows] this global::SegStream.StreamSender<{_union.Type}> sender, long total, {Optional}) =>")
            .Indent()
            .Line($"global::SegStream.StreamProgressExtensions.Progress<{_union.Type}>(sender, total, static report => new {type}(report.Percent, report.Done, report.Total), interval, time);")
            .Unindent();
    }

    private void WriteCase(int index, SendParameters parameters)
    {
        var method = _names.Method(index);
        var item = _union.Cases[index];
        var value = UnionEmitter.AsEvent(item, parameters.Creation(item.Type));
        if (IsNew("TrySend" + method, parameters.Signature))
        {
            WriteMethod(item, parameters, "global::SegStream.SendResult", "TrySend" + method, parameters.List(withParams: true), $"TrySend({value})", token: null, "Offers");
        }

        if (IsNew("Send" + method, parameters.Signature + Token))
        {
            var token = $"{Token} {parameters.Token}{(parameters.HasParams ? "" : " = default")}";
            WriteMethod(item, parameters, Waiting, $"Send{method}Async", [.. parameters.List(withParams: false), token], $"SendAsync({value}, {parameters.Token})", parameters.Token, "Sends");
        }

        // Nothing can stand behind params, so those who hand over single elements go without a token.
        if (parameters.HasParams && IsNew("Send" + method, parameters.Signature))
        {
            WriteMethod(item, parameters, Waiting, $"Send{method}Async", parameters.List(withParams: true), $"SendAsync({value})", token: null, "Sends");
        }
    }

    private const string Waiting = "global::System.Threading.Tasks.ValueTask<bool>";

    private bool IsNew(string name, string signature) => _signatures.Add(name + "(" + signature + ")");

    private void WriteMethod(UnionCaseModel item, SendParameters parameters, string returns, string name, IEnumerable<string> list, string call, string? token, string verb)
    {
        if (!_isFirst)
        {
            _writer.Line();
        }

        _isFirst = false;
        WriteDocumentation(item, parameters, returns == Waiting, token, verb);
        var access = !_isPublic || parameters.IsPublic ? "public" : "internal";
        var receiver = $"[global::SegStream.Borrows] this global::SegStream.StreamSender<{_union.Type}> {parameters.Sender}";
        _writer.Line($"{access} static {returns} {name}{_union.TypeParameters}({string.Join(", ", list.Prepend(receiver))}){_union.Constraints} =>")
            .Indent()
            .Line($"{parameters.Sender}.{call};")
            .Unindent();
    }

    private void WriteDocumentation(UnionCaseModel item, SendParameters parameters, bool waits, string? token, string verb)
    {
        var summary = item.Summary.Length == 0 ? "" : " " + XmlText.Of(item.Summary);
        var type = item.Type.Replace('<', '{').Replace('>', '}');
        _writer.Line($"/// <summary>{verb} the event <c>{XmlText.Of(item.EventName)}</c>, a <see cref=\"{type}\"/>.{summary}</summary>");
        foreach (var parameter in _union.TypeParameterNames)
        {
            _writer.Line($"/// <typeparam name=\"{parameter}\">The type parameter of the union.</typeparam>");
        }

        _writer.Line($"/// <param name=\"{parameters.Sender}\">The stream.</param>");
        foreach (var (name, part, text) in parameters.Documentation)
        {
            _writer.Line($"/// <param name=\"{name}\">{(text.Length == 0 ? $"The event's <c>{part}</c>." : XmlText.Of(text))}</param>");
        }

        if (token is not null)
        {
            _writer.Line($"/// <param name=\"{token}\">Gives up the waiting; the event is then not sent.</param>");
        }

        _writer.Line(waits
            ? "/// <returns><see langword=\"true\"/> when the event was accepted, <see langword=\"false\"/> when the stream is over.</returns>"
            : "/// <returns>Whether the event was accepted.</returns>");
    }
}
