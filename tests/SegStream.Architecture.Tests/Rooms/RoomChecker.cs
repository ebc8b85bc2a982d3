using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SegStream.Architecture.Tests.Rooms;

/// <summary>Finds the places where a file of one room uses what another room declares, and compares them with a plan.</summary>
internal sealed class RoomChecker
{
    private const string HttpNamespace = "Microsoft.AspNetCore";

    /// <summary>A partial method whose other half a source generator writes: no generator runs here, and nothing of it is looked at.</summary>
    private const string PartialMethodWithoutBody = "CS8795";

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly RoomPlan _plan;
    private readonly CSharpCompilation _compilation;
    private readonly SyntaxTree[] _files;

    public RoomChecker(RoomPlan plan, IEnumerable<SourceFile> files, IEnumerable<string> references)
    {
        _plan = plan;
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        _files = [.. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path))];
        _compilation = CSharpCompilation.Create(
            "House",
            [.. _files, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            references.Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Where the sources do not bind: a name that is not resolved is a use that is not seen.</summary>
    public IReadOnlyList<string> Errors() =>
        [.. _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != PartialMethodWithoutBody).Select(diagnostic => diagnostic.ToString())];

    /// <summary>Files that lie in no room of the plan.</summary>
    public IReadOnlyList<string> HomelessFiles() =>
        [.. _files.Select(file => file.FilePath).Where(path => !_plan.MayUse.ContainsKey(SourceFile.RoomOf(path)))];

    /// <summary>Uses that the plan does not allow, one line for each file and symbol.</summary>
    public IReadOnlyList<string> ForbiddenUses() =>
        [.. Uses().Where(use => !IsAllowed(use)).Select(use => use.ToString()).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Rooms that use each other, directly or by way of others, whatever the plan says.</summary>
    public IReadOnlyList<string> Circles()
    {
        var edges = Uses().Where(use => use.UsedRoom is not null && use.UsedRoom != use.UserRoom)
            .ToLookup(use => use.UserRoom, use => use.UsedRoom!);
        return [.. edges.Select(group => group.Key).Where(room => Reaches(edges, room, room)).Order(StringComparer.Ordinal)];
    }

    private static bool Reaches(ILookup<string, string> edges, string from, string target)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(edges[from]);
        while (open.TryPop(out var room))
        {
            if (room == target)
            {
                return true;
            }

            if (seen.Add(room))
            {
                foreach (var next in edges[room])
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private bool IsAllowed(RoomUse use)
    {
        if (!_plan.MayUse.ContainsKey(use.UserRoom))
        {
            return true;
        }

        return use.UsedRoom is null ? _plan.MayUseHttp.Contains(use.UserRoom) : _plan.Allows(use.UserRoom, use.UsedRoom);
    }

    private IEnumerable<RoomUse> Uses()
    {
        foreach (var file in _files)
        {
            var model = _compilation.GetSemanticModel(file);
            foreach (var node in file.GetRoot().DescendantNodes())
            {
                if (UsedSymbol(model, node) is { } symbol && UseOf(file, node, symbol) is { } use)
                {
                    yield return use;
                }
            }
        }
    }

    private static ISymbol? UsedSymbol(SemanticModel model, SyntaxNode node)
    {
        var symbol = node switch
        {
            SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or ElementAccessExpressionSyntax => model.GetSymbolInfo(node).Symbol,
            ForEachStatementSyntax loop => model.GetForEachStatementInfo(loop).GetEnumeratorMethod,
            AwaitExpressionSyntax wait => model.GetAwaitExpressionInfo(wait).GetAwaiterMethod,
            BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax => model.GetSymbolInfo(node).Symbol as IMethodSymbol,
            _ => null,
        };
        return symbol switch
        {
            ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol or IAliasSymbol => null,
            IMethodSymbol { ReducedFrom: { } extension } => extension.OriginalDefinition,
            IMethodSymbol { IsImplicitlyDeclared: true } method => method.ContainingType.OriginalDefinition,
            _ => symbol?.OriginalDefinition,
        };
    }

    private RoomUse? UseOf(SyntaxTree file, SyntaxNode node, ISymbol symbol)
    {
        var userRoom = SourceFile.RoomOf(file.FilePath);
        var line = file.GetLineSpan(node.Span).StartLinePosition.Line + 1;
        var name = symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        if (symbol is INamespaceSymbol or { Locations: [{ IsInMetadata: true }, ..] })
        {
            var place = symbol as INamespaceSymbol ?? symbol.ContainingNamespace;
            return IsHttp(place) ? new RoomUse(file.FilePath, line, userRoom, null, name) : null;
        }

        // A partial type is in all the rooms that declare a part of it; whoever may use one of them may name it. Its members are where they are written.
        var rooms = symbol.Locations.Where(location => location.IsInSource && location.SourceTree!.FilePath.Length > 0)
            .Select(location => SourceFile.RoomOf(location.SourceTree!.FilePath)).Distinct().ToArray();
        if (rooms.Length == 0)
        {
            return null;
        }

        var best = rooms.FirstOrDefault(room => room == userRoom)
            ?? rooms.FirstOrDefault(room => _plan.MayUse.ContainsKey(userRoom) && _plan.Allows(userRoom, room))
            ?? rooms[0];
        return new RoomUse(file.FilePath, line, userRoom, best, name);
    }

    private static bool IsHttp(INamespaceSymbol? place)
    {
        var name = place?.ToDisplayString() ?? "";
        return name == HttpNamespace || name.StartsWith(HttpNamespace + ".", StringComparison.Ordinal);
    }
}
