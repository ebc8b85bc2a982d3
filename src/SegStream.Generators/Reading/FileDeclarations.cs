using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SegStream.Generators.Reading;

/// <summary>
/// What a file declares and mentions, as far as other code or the models can see it. Bodies of members, white space and ordinary comments do not count. Numbers stand
/// for names: where two names have one number, a file is read again that need not be.
/// </summary>
internal sealed class FileDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileDeclarations> Known = new();

    private readonly HashSet<int> _declared = [];
    private readonly HashSet<int> _mentioned = [];
    private readonly HashSet<int> _globallyMentioned = [];
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _enclosing = new(StringComparer.Ordinal) { "" };
    private ulong _hash = Fnv.Start;
    private ulong _surroundings = Fnv.Start;

    private FileDeclarations(CompilationUnitSyntax unit)
    {
        foreach (var item in unit.DescendantNodesAndTokensAndSelf(static node => !IsBody(node)))
        {
            _hash = Fnv.Add(_hash, (char)item.RawKind);
            if (item.IsToken)
            {
                Add(item.AsToken());
            }
            else
            {
                Add(item.AsNode()!);
            }
        }
    }

    /// <summary>Two states of a file with one number declare the same.</summary>
    public ulong Hash => _hash;

    /// <summary>Stands for what every other file sees without naming it: the namespaces that are declared, global usings, and attributes of the assembly.</summary>
    public ulong Surroundings => _surroundings;

    /// <summary>Names in usings for all files.</summary>
    public IReadOnlyCollection<int> GloballyMentioned => _globallyMentioned;

    /// <summary>Whether the file declares types that the compiler or the generator finds without being named in a file.</summary>
    public bool ExtendsPlatform { get; private set; }

    /// <summary>The names of types, nested ones too.</summary>
    public IReadOnlyCollection<int> Declared => _declared;

    /// <summary>The namespaces of these types, the global one as the empty text.</summary>
    public IReadOnlyCollection<string> Namespaces => _namespaces;

    /// <summary>Computed once for each tree.</summary>
    public static FileDeclarations Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new FileDeclarations((CompilationUnitSyntax)tree.GetRoot()));

    /// <summary>Whether the file may see one of the types of a namespace: it is inside of the namespace, or names it, or a using for all files does; and it writes the name of one.</summary>
    public bool MaySee(string space, HashSet<int> types, HashSet<int> globallyMentioned)
    {
        if (!_enclosing.Contains(space))
        {
            var last = Fnv.Name(space.Substring(space.LastIndexOf('.') + 1));
            if (!_mentioned.Contains(last) && !globallyMentioned.Contains(last))
            {
                return false;
            }
        }

        return _mentioned.Overlaps(types);
    }

    // A directive inside of a body may hold for what follows the body.
    private static bool IsBody(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax && !node.ContainsDirectives;

    private void Add(SyntaxToken token)
    {
        _hash = Fnv.Add(Fnv.Add(_hash, token.Text), token.IsMissing ? '\u0001' : '\u0002');
        if (token.IsKind(SyntaxKind.IdentifierToken) && !IsNameOfNamespace(token))
        {
            _mentioned.Add(Fnv.Name(token.ValueText));
        }

        AddTrivia(token.LeadingTrivia);
        if (token.HasStructuredTrivia)
        {
            AddTrivia(token.TrailingTrivia);
        }
    }

    private static bool IsNameOfNamespace(SyntaxToken token)
    {
        var node = token.Parent;
        while (node is NameSyntax)
        {
            node = node.Parent;
        }

        return node is BaseNamespaceDeclarationSyntax;
    }

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case AttributeSyntax attribute:
                // An attribute may be written without the end of its name.
                _mentioned.Add(Fnv.Name(attribute.Name.GetLastToken().ValueText + "Attribute"));
                break;
            case BaseTypeDeclarationSyntax type:
                Declare(type, type.Identifier);
                break;
            case DelegateDeclarationSyntax type:
                Declare(type, type.Identifier);
                break;
            case BaseNamespaceDeclarationSyntax space:
                Enter(space);
                break;
            case AttributeListSyntax { Parent: CompilationUnitSyntax }:
                _surroundings = Fnv.Add(_surroundings, node.ToString());
                break;
            case UsingDirectiveSyntax { GlobalKeyword.RawKind: not 0 } directive:
                AddGlobal(directive);
                break;
        }
    }

    private void Declare(SyntaxNode type, SyntaxToken name)
    {
        _declared.Add(Fnv.Name(name.ValueText));
        if (type.Parent is CompilationUnitSyntax)
        {
            _namespaces.Add("");
        }
    }

    private void Enter(BaseNamespaceDeclarationSyntax space)
    {
        var name = "";
        foreach (var level in space.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse())
        {
            foreach (var part in level.Name.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
            {
                name = name.Length == 0 ? part.ValueText : name + "." + part.ValueText;
                _enclosing.Add(name);
            }
        }

        _namespaces.Add(name);
        _surroundings = Fnv.Add(_surroundings, name);
        ExtendsPlatform |= name.Split('.')[0] is "System" or "Microsoft" or "SegStream";
    }

    private void AddGlobal(UsingDirectiveSyntax directive)
    {
        _surroundings = Fnv.Add(_surroundings, directive.ToString());
        foreach (var token in directive.DescendantTokens())
        {
            _globallyMentioned.Add(Fnv.Name(token.ValueText));
        }
    }

    private void AddTrivia(SyntaxTriviaList list)
    {
        foreach (var trivia in list)
        {
            if (trivia.IsDirective)
            {
                _hash = Fnv.Add(_hash, trivia.ToFullString());
            }
            else if (SyntaxFacts.IsDocumentationCommentTrivia(trivia.Kind()))
            {
                // Summaries become metadata of endpoints, and may be inherited from what they name.
                _hash = Fnv.Add(_hash, trivia.ToFullString());
                foreach (var token in trivia.GetStructure()!.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
                {
                    _mentioned.Add(Fnv.Name(token.ValueText));
                }
            }
            else if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && IsDocumentation(trivia.ToString()))
            {
                _hash = Fnv.Add(_hash, trivia.ToString());
            }
        }
    }

    // A project that writes no documentation has these comments as ordinary ones, and their summaries are read all the same.
    private static bool IsDocumentation(string comment) => comment.StartsWith("///", StringComparison.Ordinal) || comment.StartsWith("/**", StringComparison.Ordinal);
}
