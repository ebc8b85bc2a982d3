using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared.Parsing;

namespace SegStream.Generators.Tests.Harness;

/// <summary>Nothing is left out in silence: every method and type that has an attribute of SegStream has output or an error of a rule.</summary>
internal static class OutputOracle
{
    private static readonly string[] OfMethods = ["SseEndpointAttribute", "JsonStreamAttribute", "TextStreamAttribute", "ChunkedStreamAttribute", "BinaryStreamAttribute"];

    /// <summary>What has neither, or null.</summary>
    public static string? WhatIsMissing(Compilation compilation, GeneratorRun run, ImmutableArray<Diagnostic> rules)
    {
        var errors = rules.Where(diagnostic => diagnostic.Id.StartsWith("SEG", StringComparison.Ordinal) && diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var semantics = compilation.GetSemanticModel(tree);
            foreach (var attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>())
            {
                var type = semantics.GetTypeInfo(attribute).Type;
                if (type is not { ContainingNamespace: { Name: "SegStream", ContainingNamespace.IsGlobalNamespace: true } } || attribute.Parent?.Parent is not { } declaration)
                {
                    continue;
                }

                var has = OfMethods.Contains(type.Name) ? HasEndpoint(run, semantics, declaration)
                    : type.Name == "StreamEventsAttribute" ? HasUnion(run, semantics, declaration)
                    : type.Name != "StreamEventAttribute" || HasCase(run, semantics, declaration);
                if (!has && !errors.Any(error => error.Location.SourceTree == tree && declaration.FullSpan.Contains(error.Location.SourceSpan)) && !(type.Name.StartsWith("StreamEvent", StringComparison.Ordinal) && errors.Count > 0))
                {
                    return $"nothing is generated for, and no rule speaks of: {declaration.ToString().Split('\n')[0]}";
                }
            }
        }

        return null;
    }

    private static bool HasEndpoint(GeneratorRun run, SemanticModel semantics, SyntaxNode declaration) =>
        semantics.GetDeclaredSymbol(declaration) is IMethodSymbol method && run.Files.ContainsKey(UniqueNames.HintName(method) + ".g.cs");

    private static bool HasUnion(GeneratorRun run, SemanticModel semantics, SyntaxNode declaration) =>
        semantics.GetDeclaredSymbol(declaration) is INamedTypeSymbol type && run.Files.ContainsKey(UniqueNames.HintName(type) + ".g.cs");

    // A case is in the file of its union.
    private static bool HasCase(GeneratorRun run, SemanticModel semantics, SyntaxNode declaration)
    {
        var type = semantics.GetDeclaredSymbol(declaration) as INamedTypeSymbol;
        for (var union = type?.BaseType; union is not null; union = union.BaseType)
        {
            if (run.Files.TryGetValue(UniqueNames.HintName(union) + ".g.cs", out var text) && text.Contains("typeof(" + type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers)) + ")", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
