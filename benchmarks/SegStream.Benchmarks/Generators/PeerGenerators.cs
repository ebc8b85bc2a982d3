using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SegStream.Benchmarks.Generators;

/// <summary>The generators that come with the SDK, from its reference packs.</summary>
internal static class PeerGenerators
{
    public static ISourceGenerator RequestDelegates() =>
        Load("Microsoft.AspNetCore.App.Ref", "Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll", "Microsoft.AspNetCore.Http.RequestDelegateGenerator.RequestDelegateGenerator");

    public static ISourceGenerator Json() =>
        Load("Microsoft.NETCore.App.Ref", "System.Text.Json.SourceGeneration.dll", "System.Text.Json.SourceGeneration.JsonSourceGenerator");

    private static ISourceGenerator Load(string pack, string file, string type)
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
        var root = new FileInfo(typeof(object).Assembly.Location).Directory!.Parent!.Parent!.Parent!;
        var version = new DirectoryInfo(Path.Combine(root.FullName, "packs", pack)).GetDirectories()
            .OrderByDescending(folder => Version.TryParse(folder.Name, out var parsed) ? parsed : new Version()).First();
        var assembly = Assembly.LoadFrom(Path.Combine(version.FullName, "analyzers", "dotnet", "cs", file));
        return ((IIncrementalGenerator)Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!)!).AsSourceGenerator();
    }
}
