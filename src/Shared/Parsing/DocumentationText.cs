using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// The documentation of a symbol as plain text of one line. It is empty where the compiler does not read documentation, that is, where the project writes none.
/// </summary>
internal sealed class DocumentationText
{
    private readonly XElement? _root;

    private DocumentationText(XElement? root) => _root = root;

    public static DocumentationText Of(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrWhiteSpace(xml))
        {
            return new DocumentationText(null);
        }

        try
        {
            return new DocumentationText(XElement.Parse(xml));
        }
        catch (XmlException)
        {
            // The compiler warns of it where it is written.
            return new DocumentationText(null);
        }
    }

    public string Summary => Plain(_root?.Element("summary"));

    public string Parameter(string name) => Plain(_root?.Elements("param").FirstOrDefault(element => element.Attribute("name")?.Value == name));

    private static string Plain(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var text = new StringBuilder();
        Append(element, text);
        return string.Join(" ", text.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement { IsEmpty: true } reference)
            {
                text.Append(Reference(reference));
            }
            else if (node is XElement inner)
            {
                Append(inner, text);
            }
        }
    }

    // "T:App.Events.Start" and "M:App.Run(System.Int32)": the last name is what a reader wants to see.
    private static string Reference(XElement element)
    {
        var target = (element.Attribute("cref") ?? element.Attribute("langword") ?? element.Attribute("name"))?.Value ?? "";
        var end = target.IndexOfAny(['(', '`', '{']);
        target = end < 0 ? target : target.Substring(0, end);
        return target.Substring(target.LastIndexOfAny(['.', ':']) + 1);
    }
}
