using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Emit;

/// <summary>The parameters of the methods that send one case: those of a constructor, and the required members that it leaves open.</summary>
internal sealed class SendParameters
{
    private readonly CaseConstructorModel _constructor;
    private readonly string[] _names;
    private readonly int[] _order;

    public SendParameters(CaseConstructorModel constructor)
    {
        _constructor = constructor;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        _names = [.. constructor.Parameters.Select(parameter => CaseNames.Unique(CaseNames.CamelCase(parameter.Name), taken))];

        // Ours give way: the author's names are what callers may write.
        Sender = taken.Add("sender") ? "sender" : CaseNames.Unique("streamSender", taken);
        Token = taken.Add("cancellationToken") ? "cancellationToken" : CaseNames.Unique("sendCancellationToken", taken);

        // What can be left out comes after what cannot, and params last.
        _order = [.. Enumerable.Range(0, _names.Length).OrderBy(index => Parameter(index) switch { { IsParams: true } => 2, { Default: not null } => 1, _ => 0 })];
    }

    public bool IsPublic => _constructor.IsPublic;

    public string Sender { get; }

    public string Token { get; }

    public bool HasParams => _constructor.Parameters.Any(parameter => parameter.IsParams);

    /// <summary>What tells overloads apart.</summary>
    public string Signature => string.Concat(_order.Select(index => Parameter(index).SignatureType + ","));

    public IEnumerable<(string Name, string Part, string Text)> Documentation => _order.Select(index => (_names[index], Parameter(index).Name, Parameter(index).Summary));

    /// <summary>The parameters as they are declared.</summary>
    /// <param name="withParams">Whether an array that is marked with params is so here; then nothing may follow.</param>
    public IEnumerable<string> List(bool withParams) => _order.Select(index =>
    {
        var parameter = Parameter(index);
        var mark = parameter.IsParams && withParams ? "params " : "";

        // The array cannot be left out where something follows that can be.
        var value = parameter.Default is null || (HasParams && !withParams) ? "" : " = " + parameter.Default;
        return $"{parameter.CallerInfo}{mark}{parameter.Type} {SymbolNames.Escape(_names[index])}{value}";
    });

    /// <summary>The expression that makes the case.</summary>
    public string Creation(string type)
    {
        var indexes = Enumerable.Range(0, _names.Length).ToList();
        var arguments = indexes.Where(index => !Parameter(index).IsMember).Select(index => (Parameter(index).IsIn ? "in " : "") + SymbolNames.Escape(_names[index]));
        var members = indexes.Where(index => Parameter(index).IsMember).Select(index => $"{SymbolNames.Escape(Parameter(index).Name)} = {SymbolNames.Escape(_names[index])}").ToList();
        return $"new {type}({string.Join(", ", arguments)})" + (members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}");
    }

    private CaseParameterModel Parameter(int index) => _constructor.Parameters[index];
}
