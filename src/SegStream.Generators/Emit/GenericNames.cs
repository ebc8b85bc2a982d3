using System.Text;

namespace SegStream.Generators.Emit;

/// <summary>Names of generic types.</summary>
internal static class GenericNames
{
    /// <summary>The definition of a generic type: <c>A&lt;T, U&gt;.B</c> is <c>A&lt;,&gt;.B</c>.</summary>
    public static string Unbound(string type)
    {
        var unbound = new StringBuilder(type.Length);
        var depth = 0;
        foreach (var character in type)
        {
            depth -= character == '>' ? 1 : 0;
            if (depth == 0 || (depth == 1 && character == ','))
            {
                unbound.Append(character);
            }

            depth += character == '<' ? 1 : 0;
        }

        return unbound.ToString();
    }
}
