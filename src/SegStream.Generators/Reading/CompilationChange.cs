using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Generators.Reading;

/// <summary>
/// What is different between two states of a project, and which files can see it. A file sees a declaration only through names: it mentions the name, or it mentions a name
/// that another file declares which mentions it, and so on. So no symbol is needed to find the files that need not be read again.
/// </summary>
internal sealed class CompilationChange
{
    private readonly ImmutableArray<SyntaxTree> _old;
    private readonly ImmutableArray<SyntaxTree> _current;
    private readonly HashSet<int> _seeing = [];

    private CompilationChange(ImmutableArray<SyntaxTree> old, ImmutableArray<SyntaxTree> current)
    {
        _old = old;
        _current = current;
    }

    /// <summary>Whether any declaration changed.</summary>
    public bool IsVisible => _seeing.Count > 0;

    /// <summary>The change, or null when every file may see it: other references, options or files, other usings or namespaces.</summary>
    public static CompilationChange? Between(CSharpCompilation before, CSharpCompilation after)
    {
        if (before.SyntaxTrees.Length != after.SyntaxTrees.Length
            || before.AssemblyName != after.AssemblyName
            || !before.Options.Equals(after.Options)
            || !ReferToTheSame(before.ExternalReferences, after.ExternalReferences))
        {
            return null;
        }

        var change = new CompilationChange(before.SyntaxTrees, after.SyntaxTrees);
        var types = new SeenTypes();
        return change.FindChanged(types) && change.FindSeeing(types) ? change : null;
    }

    /// <summary>Hands on what was read from the files that cannot see the change.</summary>
    public void CarryOver(DeclarationEpoch before, DeclarationEpoch after)
    {
        for (var index = 0; index < _current.Length; index++)
        {
            // Without a new epoch only the edited files have anything to take over.
            if (IsVisible || !ReferenceEquals(_old[index], _current[index]))
            {
                FileReader.Carry(_old[index], before, _current[index], _seeing.Contains(index) ? null : after);
            }
        }
    }

    private bool FindChanged(SeenTypes types)
    {
        for (var index = 0; index < _current.Length; index++)
        {
            if (ReferenceEquals(_old[index], _current[index]))
            {
                continue;
            }

            if (_old[index].FilePath != _current[index].FilePath || !_old[index].Options.Equals(_current[index].Options))
            {
                return false;
            }

            var old = FileDeclarations.Of(_old[index]);
            var current = FileDeclarations.Of(_current[index]);
            if (old.Hash != current.Hash)
            {
                if (old.Surroundings != current.Surroundings || current.ExtendsPlatform)
                {
                    return false;
                }

                _seeing.Add(index);
                types.Add(old);
                types.Add(current);
            }
        }

        return true;
    }

    private bool FindSeeing(SeenTypes types)
    {
        if (!IsVisible)
        {
            return true;
        }

        var files = Array.ConvertAll([.. _current], FileDeclarations.Of);
        var globallyMentioned = new HashSet<int>(files.SelectMany(static file => file.GloballyMentioned));
        while (types.Any)
        {
            var next = new SeenTypes();
            for (var index = 0; index < files.Length; index++)
            {
                var file = files[index];
                if (!_seeing.Contains(index) && types.MayBeSeenBy(file, globallyMentioned))
                {
                    _seeing.Add(index);
                    next.Add(file);
                }
            }

            // What a using for all files leads to, all files see.
            if (_seeing.Any(index => files[index].GloballyMentioned.Count > 0))
            {
                return false;
            }

            types = next;
        }

        return true;
    }

    private static bool ReferToTheSame(ImmutableArray<MetadataReference> before, ImmutableArray<MetadataReference> after)
    {
        if (before == after)
        {
            return true;
        }

        if (before.Length != after.Length)
        {
            return false;
        }

        for (var index = 0; index < after.Length; index++)
        {
            if (!ReferenceEquals(before[index], after[index]) && !ReferToTheSame(before[index], after[index]))
            {
                return false;
            }
        }

        return true;
    }

    // An editor refers to another project by its compilation, which changes while its bodies are typed too.
    private static bool ReferToTheSame(MetadataReference before, MetadataReference after) =>
        before is CompilationReference { Compilation: CSharpCompilation old }
        && after is CompilationReference { Compilation: CSharpCompilation current }
        && before.Properties.Equals(after.Properties)
        && DeclarationEpoch.Of(old) == DeclarationEpoch.Of(current);
}
