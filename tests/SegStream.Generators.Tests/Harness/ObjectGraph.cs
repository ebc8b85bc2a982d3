using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SegStream.Generators.Tests.Harness;

/// <summary>Everything that can be reached from an object: by fields of it and of its bases, by elements, and by what delegates are bound to.</summary>
internal static class ObjectGraph
{
    // Interfaces and base types: the compiler's own classes derive from them.
    private static readonly Type[] Banned =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(Compilation), typeof(SemanticModel), typeof(AttributeData),
        typeof(IOperation), typeof(MetadataReference), typeof(SyntaxToken), typeof(SyntaxTrivia), typeof(SyntaxNodeOrToken), typeof(Diagnostic), typeof(TypedConstant),
    ];

    /// <summary>The path to the first object that keeps a compilation or a part of one alive, or null.</summary>
    public static string? PathToBanned(object? root, string name)
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(object Value, string Path)>();
        Push(root, name);
        while (waiting.TryPop(out var next))
        {
            var type = next.Value.GetType();
            if (Banned.Any(banned => banned.IsAssignableFrom(type)))
            {
                return $"{next.Path} is {type}";
            }

            if (next.Value is Array array)
            {
                var index = 0;
                foreach (var item in array)
                {
                    Push(item, $"{next.Path}[{index++}]");
                }
            }

            if (next.Value is Delegate bound)
            {
                Push(bound.Target, next.Path + ".Target");
            }

            for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
            {
                foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer)
                    {
                        Push(field.GetValue(next.Value), $"{next.Path}.{field.Name}");
                    }
                }
            }
        }

        return null;

        void Push(object? value, string path)
        {
            if (value is null or string or Type or MemberInfo || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !visited.Add(value)))
            {
                return;
            }

            waiting.Push((value, path));
        }
    }
}
