namespace SegStream.Manifests;

/// <summary>A route pattern as far as it decides which paths it takes.</summary>
internal sealed class RouteShape
{
    private readonly List<List<Part>> _segments;

    private RouteShape(List<List<Part>> segments)
    {
        _segments = segments;
    }

    public static RouteShape Parse(string pattern)
    {
        var segments = new List<List<Part>> { new() };
        var literal = "";
        for (var position = 0; position < pattern.Length; position++)
        {
            var character = pattern[position];
            var isDoubled = position + 1 < pattern.Length && pattern[position + 1] == character;
            if (character == '{' && !isDoubled)
            {
                Flush();
                var end = EndOfParameter(pattern, position);
                segments[^1].Add(Part.Parameter(pattern[(position + 1)..end]));
                position = end;
            }
            else if (character == '/')
            {
                Flush();
                segments.Add([]);
            }
            else
            {
                literal += character;
                position += character is '{' or '}' && isDoubled ? 1 : 0;
            }
        }

        Flush();
        segments.RemoveAll(segment => segment.Count == 0);
        return new RouteShape(segments);

        void Flush()
        {
            if (literal.Length > 0)
            {
                segments[^1].Add(Part.OfLiteral(literal));
                literal = "";
            }
        }
    }

    /// <summary>Whether every path that another route takes is taken by this one, with the same parameters.</summary>
    public bool Takes(RouteShape other)
    {
        if (other._segments.Count > _segments.Count)
        {
            return false;
        }

        for (var index = 0; index < _segments.Count; index++)
        {
            if (index >= other._segments.Count ? !(_segments[index] is [var added] && added.MayBeAbsent) : !Takes(_segments[index], other._segments[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Takes(List<Part> segment, List<Part> other) => segment.Count == other.Count && segment.Zip(other).All(pair => pair.First.Takes(pair.Second));

    // Inside of a constraint braces are doubled, as in {code:regex(^\d{{3}}$)}.
    private static int EndOfParameter(string pattern, int start)
    {
        for (var position = start + 1; position < pattern.Length; position++)
        {
            if (pattern[position] is '{' or '}' && position + 1 < pattern.Length && pattern[position + 1] == pattern[position] && pattern.IndexOf('}', position + 2) >= 0)
            {
                position++;
            }
            else if (pattern[position] == '}')
            {
                return position;
            }
        }

        return pattern.Length;
    }

    private sealed record Part(string? Literal, int Stars, string Name, bool MayBeAbsent, string[] Constraints)
    {
        public static Part OfLiteral(string literal) => new(literal, 0, "", false, []);

        public static Part Parameter(string text)
        {
            var name = text.TrimStart('*');
            var stars = text.Length - name.Length;
            var isOptional = name.EndsWith('?');
            var constraints = new List<string>();
            var depth = 0;
            var start = -1;
            var nameEnd = isOptional ? name.Length - 1 : name.Length;
            var end = nameEnd;
            var hasDefault = false;
            for (var position = 0; position < end; position++)
            {
                depth += name[position] switch { '(' => 1, ')' => -1, _ => 0 };
                if (depth == 0 && name[position] is ':' or '=' && !hasDefault)
                {
                    Take(position);
                    hasDefault = name[position] == '=';
                }
            }

            if (!hasDefault)
            {
                Take(end);
            }

            return new Part(null, stars, name[..nameEnd], isOptional || hasDefault || stars > 0, [.. constraints]);

            void Take(int position)
            {
                if (start >= 0)
                {
                    constraints.Add(name[start..position]);
                }
                else
                {
                    nameEnd = Math.Min(nameEnd, position);
                }

                start = position + 1;
            }
        }

        // Fewer constraints take more; a parameter that may be absent takes what one takes that may not.
        public bool Takes(Part other) => Literal is not null || other.Literal is not null
            ? string.Equals(Literal, other.Literal, StringComparison.OrdinalIgnoreCase)
            : Stars == other.Stars
                && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
                && (MayBeAbsent || !other.MayBeAbsent)
                && Constraints.All(other.Constraints.Contains);
    }
}
