using System.Collections.Immutable;
using System.Text;

namespace SegStream.Shared.Parsing;

/// <summary>A route pattern as ASP.NET Core's routing reads it: its parameters, or why it is not valid.</summary>
internal sealed class RoutePattern
{
    private readonly string _text;
    private readonly List<string> _parameters = [];
    private readonly StringBuilder _shape = new();
    private int _position;

    private RoutePattern(string text)
    {
        _text = text;
    }

    /// <summary>The names of the parameters, in order.</summary>
    public ImmutableArray<string> Parameters { get; private set; } = [];

    /// <summary>The pattern without parameter names and letter case: two endpoints with one shape answer the same requests.</summary>
    public string Shape { get; private set; } = "";

    /// <summary>Why the pattern is not valid; null when it is.</summary>
    public string? Error { get; private set; }

    public static RoutePattern Parse(string text)
    {
        var start = text.StartsWith("~/", StringComparison.Ordinal) ? 2 : text.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;
        var pattern = new RoutePattern(text.Substring(start));
        pattern.Error = start == 0 && text.StartsWith("~", StringComparison.Ordinal)
            ? "a pattern that starts with '~' must start with '~/'"
            : pattern.ReadSegments();
        pattern.Parameters = [.. pattern._parameters];
        pattern.Shape = pattern._shape.ToString();
        return pattern;
    }

    public bool HasParameter(string name) => Parameters.Contains(name, StringComparer.OrdinalIgnoreCase);

    private string? ReadSegments()
    {
        while (_position < _text.Length)
        {
            if (_text[_position] == '/')
            {
                return "two separators '/' follow each other";
            }

            if (ReadSegment() is { } error)
            {
                return error;
            }

            if (_position < _text.Length)
            {
                _position++;
                _shape.Append('/');
            }
        }

        // A separator at the end changes nothing.
        while (_shape.Length > 0 && _shape[_shape.Length - 1] == '/')
        {
            _shape.Length--;
        }

        return null;
    }

    private string? ReadSegment()
    {
        var segment = new SegmentState();
        while (_position < _text.Length && _text[_position] != '/')
        {
            if (segment.HasCatchAll)
            {
                return "a catch-all parameter must be the whole last segment";
            }

            if (segment.HasOptional)
            {
                return "an optional parameter must be at the end of its segment";
            }

            var isParameter = _text[_position] == '{' && (_position + 1 >= _text.Length || _text[_position + 1] != '{');
            if ((isParameter ? ReadParameter(ref segment) : ReadLiteral(ref segment)) is { } error)
            {
                return error;
            }
        }

        return segment.HasCatchAll && _position + 1 < _text.Length
            ? "a catch-all parameter must be the whole last segment"
            : null;
    }

    private string? ReadLiteral(ref SegmentState segment)
    {
        var literal = new StringBuilder();
        while (_position < _text.Length && _text[_position] != '/')
        {
            var character = _text[_position];
            if (character is '{' or '}')
            {
                if (_position + 1 >= _text.Length || _text[_position + 1] != character)
                {
                    if (character == '{')
                    {
                        break;
                    }

                    return "a brace '}' has no opening brace; write '}}' for the character";
                }

                _position++;
            }
            else if (character == '?')
            {
                return "a literal part must not contain '?'";
            }

            literal.Append(character);
            _position++;
        }

        _shape.Append(literal.ToString().ToLowerInvariant());
        segment.Literal = literal.ToString();
        segment.Parts++;
        segment.LastIsParameter = false;
        return null;
    }

    private string? ReadParameter(ref SegmentState segment)
    {
        if (!TryReadBraces(out var content, out var error))
        {
            return error;
        }

        if (segment.LastIsParameter)
        {
            return "two parameters in one segment need text between them";
        }

        var catchAll = content.StartsWith("**", StringComparison.Ordinal) ? 2 : content.StartsWith("*", StringComparison.Ordinal) ? 1 : 0;
        content = content.Substring(catchAll);
        var optional = content.EndsWith("?", StringComparison.Ordinal);
        if (optional)
        {
            content = content.Substring(0, content.Length - 1);
        }

        var nameEnd = content.IndexOfAny([':', '='], Math.Min(1, content.Length));
        var name = nameEnd < 0 ? content : content.Substring(0, nameEnd);
        var policies = nameEnd < 0 ? "" : content.Substring(nameEnd);
        segment.HasCatchAll = catchAll > 0;
        segment.HasOptional = optional;
        segment.LastIsParameter = true;
        segment.Parts++;
        _shape.Append('{').Append('*', Math.Min(1, catchAll)).Append(policies).Append(optional ? "?" : "").Append('}');
        return CheckParameter(name, policies, segment);
    }

    private string? CheckParameter(string name, string policies, SegmentState segment)
    {
        if (name.Length == 0)
        {
            return "a parameter has no name";
        }

        if (name.IndexOfAny(['{', '}', '/', '?', '*']) >= 0)
        {
            return "the parameter name '" + name + "' contains one of { } / ? *";
        }

        if (_parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return "the parameter '" + name + "' appears twice";
        }

        _parameters.Add(name);
        if (segment is { HasCatchAll: true, Parts: > 1 })
        {
            return "a catch-all parameter must be the whole last segment";
        }

        if (segment.HasOptional && segment.HasCatchAll)
        {
            return "a catch-all parameter cannot be optional";
        }

        if (segment.HasOptional && HasDefault(policies))
        {
            return "an optional parameter cannot have a default value";
        }

        return segment is { HasOptional: true, Parts: > 1 } && segment.Literal != "."
            ? "only a period may stand before an optional parameter in its segment"
            : null;
    }

    // A default value starts at the first '=' outside the parentheses of a constraint.
    private static bool HasDefault(string policies)
    {
        var depth = 0;
        foreach (var character in policies)
        {
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character == '=' && depth <= 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryReadBraces(out string content, out string? error)
    {
        var text = new StringBuilder();
        content = "";
        for (_position++; _position < _text.Length; _position++)
        {
            var character = _text[_position];
            var doubled = _position + 1 < _text.Length && _text[_position + 1] == character;
            if (character == '}' && !doubled)
            {
                _position++;
                content = text.ToString();
                error = null;
                return true;
            }

            if (character == '{' && !doubled)
            {
                error = "a parameter must not contain '{'; write '{{' for the character";
                return false;
            }

            if (character is '{' or '}')
            {
                _position++;
            }

            text.Append(character);
        }

        error = "a brace '{' is not closed";
        return false;
    }

    private struct SegmentState
    {
        public int Parts;
        public bool LastIsParameter;
        public bool HasOptional;
        public bool HasCatchAll;
        public string? Literal;
    }
}
