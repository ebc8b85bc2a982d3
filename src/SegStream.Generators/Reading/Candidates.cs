using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SegStream.Generators.Reading;

/// <summary>Finds, by syntax alone, the declarations that may have an attribute of SegStream.</summary>
internal static class Candidates
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "SseEndpoint", "JsonStream", "TextStream", "ChunkedStream", "BinaryStream", "StreamEvents", "StreamEvent",
    };

    /// <summary>Methods and types with attributes.</summary>
    public static IEnumerable<MemberDeclarationSyntax> Of(CompilationUnitSyntax unit) => Of(unit.Members);

    /// <summary>The names that <c>using X = …</c> declares anywhere in a file: one of them may stand for an attribute.</summary>
    public static HashSet<string> AliasesOf(CompilationUnitSyntax unit)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        Add(unit.Usings);
        foreach (var space in unit.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseNamespaceDeclarationSyntax>())
        {
            Add(space.Usings);
        }

        return aliases;

        void Add(SyntaxList<UsingDirectiveSyntax> directives)
        {
            foreach (var directive in directives)
            {
                if (directive.Alias is { } alias)
                {
                    aliases.Add(alias.Name.Identifier.ValueText);
                }
            }
        }
    }

    /// <summary>Whether one of the attributes has the name of one of ours, or an alias.</summary>
    public static bool MayBeOurs(MemberDeclarationSyntax declaration, Func<string, bool> isAlias)
    {
        foreach (var list in declaration.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = SimpleName(attribute.Name);
                if (IsOurs(name) || isAlias(name) || isAlias(name + "Attribute"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<MemberDeclarationSyntax> Of(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            if (member is MethodDeclarationSyntax or TypeDeclarationSyntax && member.AttributeLists.Count > 0)
            {
                yield return member;
            }

            var inner = member switch
            {
                TypeDeclarationSyntax type => type.Members,
                BaseNamespaceDeclarationSyntax space => space.Members,
                _ => default,
            };
            foreach (var found in Of(inner))
            {
                yield return found;
            }
        }
    }

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static bool IsOurs(string name)
    {
        const string Suffix = "Attribute";
        return Names.Contains(name) || (name.EndsWith(Suffix, StringComparison.Ordinal) && Names.Contains(name.Substring(0, name.Length - Suffix.Length)));
    }
}
