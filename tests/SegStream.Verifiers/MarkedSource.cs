using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SegStream.Verifiers;

/// <summary>
/// Source code with marks at the places where diagnostics are expected: <c>[|code|]</c> for the id that the test is about,
/// <c>{|ID:code|}</c> for a named one. Marks may be nested.
/// </summary>
public sealed class MarkedSource
{
    private MarkedSource(string path, string code, IReadOnlyList<Mark> marks)
    {
        Path = path;
        Code = code;
        Marks = marks;
    }

    /// <summary>The path of the document.</summary>
    public string Path { get; }

    /// <summary>The code without the marks.</summary>
    public string Code { get; }

    /// <summary>The marked spans in the order of their starts.</summary>
    public IReadOnlyList<Mark> Marks { get; }

    /// <summary>Reads marked code.</summary>
    /// <param name="path">The path of the document.</param>
    /// <param name="markup">The code with marks.</param>
    /// <exception cref="VerificationException">A mark is not closed, or closed without being opened.</exception>
    public static MarkedSource Parse(string path, string markup)
    {
        var code = new StringBuilder(markup.Length);
        var open = new Stack<(int Start, string? Id)>();
        var marks = new List<Mark>();
        for (var position = 0; position < markup.Length; position++)
        {
            var rest = markup.AsSpan(position);
            if (rest.StartsWith("[|"))
            {
                open.Push((code.Length, null));
                position++;
            }
            else if (rest.StartsWith("{|") && IdAt(rest) is { } id)
            {
                open.Push((code.Length, id));
                position += id.Length + 2;
            }
            else if (rest.StartsWith("|]") || rest.StartsWith("|}"))
            {
                marks.Add(Close(open, code.Length, isNamed: rest[1] == '}', path));
                position++;
            }
            else
            {
                code.Append(markup[position]);
            }
        }

        if (open.Count > 0)
        {
            throw new VerificationException($"A mark in {path} is not closed.");
        }

        return new MarkedSource(path, code.ToString(), [.. marks.OrderBy(mark => mark.Span.Start)]);
    }

    private static Mark Close(Stack<(int Start, string? Id)> open, int end, bool isNamed, string path)
    {
        if (open.Count == 0 || open.Peek().Id is null == isNamed)
        {
            throw new VerificationException($"A mark in {path} is closed that was not opened.");
        }

        var (start, id) = open.Pop();
        return new Mark(id, TextSpan.FromBounds(start, end));
    }

    private static string? IdAt(ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        if (colon <= 2)
        {
            return null;
        }

        var id = rest[2..colon];
        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return null;
            }
        }

        return id.ToString();
    }

    /// <summary>A marked span.</summary>
    /// <param name="Id">The expected id; null for the id that the test is about.</param>
    /// <param name="Span">The span in the code without marks.</param>
    public sealed record Mark(string? Id, TextSpan Span);
}
