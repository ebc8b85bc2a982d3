using System.Text;
using System.Xml;

namespace SegStream.Generators.Emit;

/// <summary>Text inside of documentation comments.</summary>
internal static class XmlText
{
    /// <summary>Text of one line that is well-formed there: what XML or a comment of one line cannot carry is left out.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (index + 1 < text.Length && char.IsSurrogatePair(character, text[index + 1]))
            {
                safe.Append(character).Append(text[++index]);
            }
            else if (XmlConvert.IsXmlChar(character) && !char.IsControl(character) && character is not ('\u0085' or '\u2028' or '\u2029'))
            {
                safe.Append(character switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => character.ToString() });
            }
        }

        return safe.ToString();
    }

    /// <summary>A type as people write it.</summary>
    public static string OfType(string type) => Of(type.Replace("global::", ""));
}
