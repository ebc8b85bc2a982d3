using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SegStream.Architecture.Tests.Repository;
using SegStream.Architecture.Tests.Rooms;

namespace SegStream.Architecture.Tests;

/// <summary>
/// What applications can see of the shipped libraries is written down in <c>src/*/PublicApi.txt</c>, so that no change of it goes unseen.
/// Run with <c>SEGSTREAM_UPDATE_PUBLIC_API=1</c> to write the files anew, and read the difference.
/// </summary>
public class PublicApiTests
{
    private static readonly SymbolDisplayFormat Format = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("SegStream.Abstractions")]
    [InlineData("SegStream.Runtime")]
    [InlineData("SegStream.OpenApi")]
    public void The_public_api_is_the_one_that_is_written_down(string project)
    {
        var file = Path.Combine(RepositoryFiles.Root, "src", project, "PublicApi.txt");
        var actual = Describe(project);
        if (Environment.GetEnvironmentVariable("SEGSTREAM_UPDATE_PUBLIC_API") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} is missing; run the tests with SEGSTREAM_UPDATE_PUBLIC_API=1.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }

    private static string Describe(string project)
    {
        var reference = MetadataReference.CreateFromFile(RepositoryFiles.AssemblyOf(project, "net10.0"));
        var abstractions = MetadataReference.CreateFromFile(RepositoryFiles.AssemblyOf("SegStream.Abstractions", "net10.0"));
        var compilation = CSharpCompilation.Create("public-api", references: [.. PlatformReferences.All.Select(path => MetadataReference.CreateFromFile(path)), abstractions, reference]);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
        var lines = TypesIn(assembly.GlobalNamespace).Where(IsVisible).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal).SelectMany(LinesOf);
        return string.Join("\n", lines) + "\n";
    }

    private static IEnumerable<string> LinesOf(INamedTypeSymbol type)
    {
        yield return Modifiers(type) + type.ToDisplayString(Format) + Bases(type);
        foreach (var member in type.GetMembers().Where(IsVisible).Where(IsWorthALine).OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.ToDisplayString(Format), StringComparer.Ordinal))
        {
            yield return "    " + member.ToDisplayString(Format);
        }
    }

    private static string Modifiers(INamedTypeSymbol type) =>
        type.IsStatic ? "static " : type is { IsAbstract: true, TypeKind: TypeKind.Class } ? "abstract " : type is { IsSealed: true, TypeKind: TypeKind.Class } ? "sealed " : "";

    private static string Bases(INamedTypeSymbol type)
    {
        var bases = type.Interfaces.Where(IsVisible).Cast<ITypeSymbol>().ToList();
        if (type.BaseType is { SpecialType: SpecialType.None } parent)
        {
            bases.Insert(0, parent);
        }

        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases.Select(symbol => symbol.ToDisplayString(Format)));
    }

    private static bool IsWorthALine(ISymbol member) => member switch
    {
        INamedTypeSymbol => false,
        { ContainingType.TypeKind: TypeKind.Enum or TypeKind.Delegate } and IMethodSymbol { MethodKind: MethodKind.Constructor } => false,
        { Name: ['<', ..] } => false,
        IMethodSymbol method => method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion,
        _ => true,
    };

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (var nested in TypesIn(member))
            {
                yield return nested;
            }
        }
    }
}
