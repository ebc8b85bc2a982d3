using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared;
using SegStream.Shared.Model;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Reading;

/// <summary>Reads what a file declares for the generator, and remembers it for as long as nothing that it depends on changes.</summary>
internal sealed class FileReader
{
    // The value never leads back to its tree.
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ReadFile>> Known = new();

    private readonly SemanticModel _semantics;
    private readonly Compilation _compilation;
    private readonly bool _hasRuntime;
    private readonly CancellationToken _cancellationToken;
    private readonly List<EndpointModel> _endpoints = [];
    private readonly List<UnionModel> _unions = [];
    private readonly List<UnionCaseModel> _cases = [];
    private readonly List<OwnedWriter> _writers = [];
    private readonly List<ForeignUnionModel> _foreignUnions = [];

    private FileReader(SemanticModel semantics, bool hasRuntime, CancellationToken cancellationToken)
    {
        _semantics = semantics;
        _compilation = semantics.Compilation;
        _hasRuntime = hasRuntime;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads a file.</summary>
    public static FileModel Read(SemanticModel semantics, CancellationToken cancellationToken)
    {
        var tree = semantics.SyntaxTree;
        var epoch = DeclarationEpoch.Of((CSharpCompilation)semantics.Compilation);
        var known = Known.GetOrCreateValue(tree);
        if (known.Value is { } read && read.Epoch == epoch)
        {
            return read.Model;
        }

        var unit = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        var reader = new FileReader(semantics, epoch.HasRuntime, cancellationToken);
        var aliases = Candidates.AliasesOf(unit);
        foreach (var candidate in Candidates.Of(unit).Where(candidate => Candidates.MayBeOurs(candidate, name => aliases.Contains(name) || epoch.GlobalAliases.Contains(name))))
        {
            reader.Read(candidate);
        }

        if (unit.AttributeLists.Count > 0)
        {
            reader.ReadAssembly(tree);
        }

        var model = reader.Model();

        // What reads equal stays the same object, so that what follows compares it at a glance.
        model = known.Value is { } last && last.Model.Equals(model) ? last.Model : model;
        known.Value = new ReadFile(epoch, model);
        return model;
    }

    /// <summary>Takes over what was read in an epoch from a tree for the tree that replaces it, or that is the same.</summary>
    /// <param name="before">The tree that was read.</param>
    /// <param name="read">The epoch in which it was read.</param>
    /// <param name="after">The tree of now.</param>
    /// <param name="valid">The epoch in which it is right, or null when the file has to be read again.</param>
    public static void Carry(SyntaxTree before, DeclarationEpoch read, SyntaxTree after, DeclarationEpoch? valid)
    {
        if (Known.TryGetValue(before, out var known) && known.Value is { } last && last.Epoch == read)
        {
            Known.GetOrCreateValue(after).Value = new ReadFile(valid, last.Model);
        }
    }

    private void Read(MemberDeclarationSyntax candidate)
    {
        var symbol = _semantics.GetDeclaredSymbol(candidate, _cancellationToken);
        if (symbol is IMethodSymbol method && IsHere(method, candidate, EndpointAttributes.On(method)))
        {
            ReadEndpoint(method);
        }
        else if (symbol is INamedTypeSymbol type)
        {
            ReadType(type, candidate);
        }
    }

    private void ReadEndpoint(IMethodSymbol method)
    {
        if (EndpointParser.Parse(method, _compilation, report: null) is not { } endpoint)
        {
            return;
        }

        if (_hasRuntime)
        {
            _endpoints.Add(endpoint);
        }

        // Events are JSON, or unions, in these two modes only.
        if (EndpointAttributes.ModeOf(EndpointAttributes.On(method)[0].AttributeClass) is not ("Sse" or "Json"))
        {
            return;
        }

        if (EventWriterParser.OfEndpoint(method, _compilation) is { } writer)
        {
            _writers.Add(new OwnedWriter(endpoint.HintName, writer));
        }

        if (ForeignUnions.OfEndpoint(method, _compilation) is { } union)
        {
            _foreignUnions.Add(union);
        }
    }

    private void ReadType(INamedTypeSymbol type, MemberDeclarationSyntax declaration)
    {
        if (IsHere(type, declaration, Of(type, WellKnownNames.StreamEventsAttribute)) && UnionParser.ParseUnion(type, _compilation, report: null) is { } union)
        {
            _unions.Add(union);
        }

        if (!IsHere(type, declaration, Of(type, WellKnownNames.StreamEventAttribute)))
        {
            return;
        }

        if (UnionCaseParser.Parse(type, _compilation, report: null) is { } item)
        {
            _cases.Add(item);
        }

        // All cases of a union may be sent as JSON.
        if (EventWriterParser.Parse(type, _compilation) is { } writer)
        {
            _writers.Add(new OwnedWriter(writer.HintName, writer));
        }
    }

    private void ReadAssembly(SyntaxTree tree) => _foreignUnions.AddRange(ForeignUnions.OfAssembly(
        [.. _compilation.Assembly.GetAttributes().Where(attribute => attribute.AttributeClass.Is(WellKnownNames.SendMethodsForAttribute) && attribute.ApplicationSyntaxReference?.SyntaxTree == tree)],
        _compilation));

    private FileModel Model() => _endpoints.Count + _unions.Count + _cases.Count + _writers.Count + _foreignUnions.Count == 0 ? FileModel.Empty : new FileModel
    {
        Endpoints = new EquatableArray<EndpointModel>(_endpoints),
        Unions = new EquatableArray<UnionModel>(_unions),
        Cases = new EquatableArray<UnionCaseModel>(_cases),
        Writers = new EquatableArray<OwnedWriter>(_writers),
        ForeignUnions = new EquatableArray<ForeignUnionModel>(_foreignUnions),
    };

    private static IEnumerable<AttributeData> Of(INamedTypeSymbol type, string name) => type.GetAttributes().Where(attribute => attribute.AttributeClass.Is(name));

    // A partial method or type is read where its attribute stands, once.
    private static bool IsHere(ISymbol symbol, SyntaxNode declaration, IEnumerable<AttributeData> attributes) =>
        attributes.FirstOrDefault()?.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == declaration.SyntaxTree
        && declaration.FullSpan.Contains(reference.Span);

    /// <summary>What was read, and in which epoch it is right; null when it is only there to be compared with.</summary>
    private sealed record ReadFile(DeclarationEpoch? Epoch, FileModel Model);
}
