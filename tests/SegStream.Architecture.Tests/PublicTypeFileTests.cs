using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Architecture.Tests.Repository;

namespace SegStream.Architecture.Tests;

/// <summary>A public type is found by its name in the tree of files.</summary>
public class PublicTypeFileTests
{
    [Fact]
    public void Every_public_type_has_its_own_file_named_after_it() =>
        Findings.AssertNone(RepositoryFiles.SourcesIn("src").SelectMany(path => Misplaced(path, RepositoryFiles.Read(path))));

    [Theory]
    [InlineData("Door.cs", "public class Door;")]
    [InlineData("Door{T}.cs", "public class Door<T>;")]
    [InlineData("DoorOfT.cs", "public class Door<T>;")]
    [InlineData("Door.cs", "public class Door<T>;")]
    [InlineData("Door.Locks.cs", "public partial class Door;")]
    [InlineData("Door.cs", "public class Door { public class Key; } internal class Hinge;")]
    public void A_type_in_the_file_of_its_name_is_well_placed(string path, string source) => Assert.Empty(Misplaced(path, source));

    [Theory]
    [InlineData("House.cs", "public class Door;")]
    [InlineData("Door.cs", "public class Door; public enum Handle;")]
    [InlineData("Door.cs", "public delegate void Opened();")]
    public void A_type_in_another_file_is_reported(string path, string source) => Assert.NotEmpty(Misplaced(path, source));

    private static IEnumerable<string> Misplaced(string path, string source)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        return CSharpSyntaxTree.ParseText(source).GetRoot()
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(NameOf)
            .Where(type => type.Name.Length > 0 && !IsNamedAfter(file, type.Name, type.Parameters))
            .Select(type => $"{path}: {type.Name}");
    }

    private static (string Name, int Parameters) NameOf(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => (type.Identifier.Text, type.TypeParameterList?.Parameters.Count ?? 0),
        BaseTypeDeclarationSyntax type => (type.Identifier.Text, 0),
        DelegateDeclarationSyntax type => (type.Identifier.Text, type.TypeParameterList?.Parameters.Count ?? 0),
        _ => ("", 0),
    };

    private static bool IsNamedAfter(string file, string type, int typeParameters) =>
        file == type
        || file.StartsWith(type + ".", StringComparison.Ordinal)
        || (typeParameters > 0 && (file == type + "OfT" || file.StartsWith(type + "{", StringComparison.Ordinal) || file.StartsWith(type + "OfT.", StringComparison.Ordinal)));
}
