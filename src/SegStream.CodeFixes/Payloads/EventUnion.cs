using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SegStream.CodeFixes.Payloads;

/// <summary>An event union with one case for each of some types; a case holds the value that was sent before.</summary>
internal sealed class EventUnion
{
    private readonly Dictionary<ITypeSymbol, string> _cases;

    private EventUnion(string name, Dictionary<ITypeSymbol, string> cases, MemberDeclarationSyntax declaration)
    {
        Name = name;
        _cases = cases;
        Declaration = declaration;
    }

    public string Name { get; }

    public MemberDeclarationSyntax Declaration { get; }

    /// <summary>Marks the type after which the union is declared.</summary>
    public SyntaxAnnotation Place { get; } = new();

    /// <summary>Makes the union of a method; null when a type cannot be a case or there is only one.</summary>
    public static EventUnion? Create(MethodDeclarationSyntax method, TypeDeclarationSyntax type, IEnumerable<ITypeSymbol> sent, SemanticModel model, CancellationToken cancellationToken)
    {
        var cases = new Dictionary<ITypeSymbol, string>(SymbolEqualityComparer.Default);
        foreach (var payload in sent)
        {
            if (!CanBeCase(payload))
            {
                return null;
            }

            if (!cases.ContainsKey(payload))
            {
                if (cases.ContainsValue(payload.Name))
                {
                    return null;
                }

                cases.Add(payload, payload.Name);
            }
        }

        var name = FreeName(method.Identifier.Text, type, model);
        var isPublic = model.GetDeclaredSymbol(type, cancellationToken)?.DeclaredAccessibility == Accessibility.Public && cases.Keys.All(IsPublic);
        return new EventUnion(name, cases, Declare(name, isPublic, cases, type));
    }

    /// <summary>The case that holds a value.</summary>
    public ExpressionSyntax Wrap(ExpressionSyntax value, ITypeSymbol type)
        => SyntaxFactory.ParseExpression($"new {Name}.{_cases[type]}({value.WithoutTrivia().ToFullString()})").WithTriviaFrom(value);

    private static bool CanBeCase(ITypeSymbol type)
        => type is INamedTypeSymbol { IsAnonymousType: false, IsTupleType: false, IsGenericType: false, IsRefLikeType: false }
            && type.SpecialType != SpecialType.System_Object
            && type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Enum or TypeKind.Interface;

    private static bool IsPublic(ITypeSymbol type)
    {
        for (ISymbol? symbol = type; symbol is INamedTypeSymbol; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    private static string FreeName(string method, TypeDeclarationSyntax type, SemanticModel model)
    {
        var stem = method.EndsWith("Async", StringComparison.Ordinal) && method.Length > 5 ? method.Substring(0, method.Length - 5) : method;
        var name = stem + "Event";
        for (var number = 2; model.LookupNamespacesAndTypes(type.SpanStart, name: name).Any(); number++)
        {
            name = stem + "Event" + number;
        }

        return name;
    }

    private static MemberDeclarationSyntax Declare(string name, bool isPublic, Dictionary<ITypeSymbol, string> cases, TypeDeclarationSyntax before)
    {
        var code = new StringBuilder();
        code.Append("\n[StreamEvents]\n").Append(isPublic ? "public" : "internal").Append(" abstract partial record ").Append(name).Append("\n{\n");
        var isFirst = true;
        foreach (var pair in cases)
        {
            code.Append(isFirst ? "" : "\n");
            isFirst = false;
            code.Append("    [StreamEvent(\"").Append(EventName(pair.Value)).Append("\")]\n");
            code.Append("    public sealed record ").Append(pair.Value).Append('(').Append(pair.Key.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).Append(" Value) : ").Append(name).Append(";\n");
        }

        code.Append("}\n");
        return SyntaxFactory.ParseMemberDeclaration(code.Replace("\n", LineEnd(before)).ToString())!.WithAdditionalAnnotations(Simplifier.Annotation);
    }

    /// <summary>The line end that a document uses.</summary>
    public static string LineEnd(SyntaxNode code)
        => code.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end.ToString() : "\n";

    private static string EventName(string type) => char.ToLowerInvariant(type[0]) + type.Substring(1);
}
