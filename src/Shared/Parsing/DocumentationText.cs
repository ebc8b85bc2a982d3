using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SegStream.Shared.Parsing;

/// <summary>
/// What an XML comment says, as plain text. It is read from the source where there is one and not from the compiler's documentation, because
/// without documentation files the compiler does not parse it.
/// </summary>
internal sealed class DocumentationText
{
    private static readonly DocumentationText None = new(null);

    // Every keystroke asks for the comments of all endpoints, and all but those of the edited file stand in the nodes of the keystroke before.
    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<XElement?>> Parsed = new();

    private readonly XElement? _comment;

    private DocumentationText(XElement? comment)
    {
        _comment = comment;
        Summary = Text(comment?.Element("summary"));
        Remarks = Text(comment?.Element("remarks"));
    }

    public string? Summary { get; }

    public string? Remarks { get; }

    /// <summary>What is said of a parameter; null when nothing is.</summary>
    public string? Parameter(string name) => Text(_comment?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == name));

    /// <summary>Reads the comment of a method; <c>&lt;inheritdoc/&gt;</c> means that of the method which it overrides or implements.</summary>
    public static DocumentationText Of(IMethodSymbol method)
    {
        // A cycle is not possible, but code that is being typed can be wrong in every way.
        IMethodSymbol? current = method;
        for (var level = 0; current is not null && level < 16; level++)
        {
            if (Comment(current) is not { } comment)
            {
                return None;
            }

            if (comment.Element("inheritdoc") is null)
            {
                return new DocumentationText(comment);
            }

            current = current.OverriddenMethod ?? Implemented(current);
        }

        return None;
    }

    /// <summary>Reads the comment of a type or a member, which may be of another assembly.</summary>
    public static DocumentationText OfSymbol(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (Of(reference) is { } comment)
            {
                return new DocumentationText(comment);
            }
        }

        return symbol.DeclaringSyntaxReferences.IsEmpty && symbol.GetDocumentationCommentXml() is { Length: > 0 } xml ? new DocumentationText(Parse(xml)?.Element("member")) : None;
    }

    /// <summary>A text for a place that has one line; empty where there is none.</summary>
    public static string OneLine(string? text) => text?.Replace('\n', ' ') ?? "";

    /// <summary>What is said of a member of an <c>[AsParameters]</c> type: of a property by its own comment, of a parameter by that of its record or constructor.</summary>
    public static string? OfMember(ISymbol member)
    {
        var declaration = member is IParameterSymbol parameter ? parameter.ContainingSymbol : member;
        foreach (var reference in declaration.DeclaringSyntaxReferences)
        {
            if (Of(reference) is { } comment)
            {
                return member is IParameterSymbol ? new DocumentationText(comment).Parameter(member.Name) : Text(comment.Element("summary"));
            }
        }

        return null;
    }

    private static IMethodSymbol? Implemented(IMethodSymbol method) => method.ContainingType.AllInterfaces
        .SelectMany(type => type.GetMembers(method.Name).OfType<IMethodSymbol>())
        .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(candidate), method));

    private static XElement? Comment(IMethodSymbol method)
    {
        foreach (var part in new[] { method, method.PartialDefinitionPart, method.PartialImplementationPart })
        {
            foreach (var reference in part?.DeclaringSyntaxReferences ?? [])
            {
                if (Of(reference) is { } comment)
                {
                    return comment;
                }
            }
        }

        return null;
    }

    private static XElement? Of(SyntaxReference reference) =>
        Parsed.GetValue(Commented(reference.GetSyntax()), static node => new StrongBox<XElement?>(Parse(Source(node.GetLeadingTrivia())))).Value;

    // A field is declared by its variable, and commented where the declaration of all its variables begins.
    private static SyntaxNode Commented(SyntaxNode node) => node is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } ? field : node;

    // Structured where the compiler parses documentation, plain comments where it does not: the text is the same.
    private static string Source(SyntaxTriviaList trivia)
    {
        var source = new StringBuilder();
        foreach (var item in trivia)
        {
            if (item.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                AppendComment(item.ToFullString(), source);
            }
        }

        return source.ToString();
    }

    private static void AppendComment(string comment, StringBuilder source)
    {
        var isBlock = comment.StartsWith("/**", StringComparison.Ordinal) && comment.EndsWith("*/", StringComparison.Ordinal) && comment.Length > 4;
        if (!isBlock && comment.StartsWith("/*", StringComparison.Ordinal))
        {
            return;
        }

        var text = isBlock ? comment.Substring(3, comment.Length - 5) : comment;
        foreach (var line in text.Split('\n'))
        {
            var content = line.Trim();
            if (isBlock)
            {
                source.Append(content.StartsWith("*", StringComparison.Ordinal) ? content.Substring(1) : content).Append('\n');
            }
            else if (content.StartsWith("///", StringComparison.Ordinal) && !content.StartsWith("////", StringComparison.Ordinal))
            {
                source.Append(content.Substring(3)).Append('\n');
            }
        }
    }

    private static XElement? Parse(string source)
    {
        if (source.IndexOf('<') < 0)
        {
            return null;
        }

        try
        {
            return XElement.Parse("<doc>" + source + "</doc>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // The compiler says that the comment is not well formed; half of it would be no better than none.
            return null;
        }
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(element, text);
        var paragraphs = text.ToString().Split('\r')
            .Select(paragraph => string.Join(" ", paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(paragraph => paragraph.Length > 0);
        var result = string.Join("\n", paragraphs);
        return result.Length == 0 ? null : result;
    }

    // XML has no carriage return left in its text, so that one can mark where a paragraph ends.
    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value.Replace('\r', ' '));
                    break;
                case XElement child:
                    AppendElement(child, text);
                    break;
            }
        }
    }

    private static void AppendElement(XElement element, StringBuilder text)
    {
        var isBlock = element.Name.LocalName is "para" or "br" or "list" or "item" or "code" or "listheader";
        text.Append(isBlock ? "\r" : "");
        if (element.IsEmpty || !element.Nodes().Any())
        {
            text.Append(Reference(element));
        }
        else
        {
            Append(element, text);
        }

        text.Append(isBlock ? "\r" : "");
    }

    // <see cref="System.Collections.Generic.List{T}"/> reads as List{T}, <see langword="null"/> as null.
    private static string Reference(XElement element)
    {
        if ((string?)element.Attribute("cref") is not { } reference)
        {
            return (string?)element.Attribute("langword") ?? (string?)element.Attribute("name") ?? (string?)element.Attribute("href") ?? "";
        }

        var end = reference.IndexOfAny(['{', '(', '<']);
        var start = reference.LastIndexOf('.', end < 0 ? reference.Length - 1 : end) + 1;
        return reference.Length > 1 && reference[1] == ':' ? reference.Substring(Math.Max(start, 2)) : reference.Substring(start);
    }
}
