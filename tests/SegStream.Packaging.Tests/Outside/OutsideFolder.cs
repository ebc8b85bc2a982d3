namespace SegStream.Packaging.Tests.Outside;

/// <summary>A place where a user of the packages writes projects.</summary>
internal sealed class OutsideFolder
{
    private readonly PackedRepository _packed;

    /// <param name="path">An empty folder.</param>
    /// <param name="packed">The packages.</param>
    /// <param name="withDefaultSources">Whether packages of others are needed too, from the sources of the machine.</param>
    public OutsideFolder(string path, PackedRepository packed, bool withDefaultSources)
    {
        Path = path;
        _packed = packed;
        var clear = withDefaultSources ? "" : "<clear />";
        Write("NuGet.config", $"""<configuration><packageSources>{clear}<add key="packed" value="{packed.Packages}" /></packageSources></configuration>""");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true\n");
    }

    public string Path { get; }

    public void Write(string relativePath, string text)
    {
        var file = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public string Read(string relativePath) => File.ReadAllText(System.IO.Path.Combine(Path, relativePath));

    /// <summary>Writes a project as the template makes it, with the packages it references.</summary>
    public void WriteProject(string name, string sdk, string[] packages, string properties = "", string items = "") =>
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(package => $"""<PackageReference Include="{package}" Version="0.1.0" />"""))}
                {items}
              </ItemGroup>
            </Project>
            """);

    public Task<CommandResult> DotnetAsync(params string[] arguments) => DotnetCommand.RunAsync(Path, _packed.Cache, arguments);

    public Task<CommandResult> BuildAsync(string name) => DotnetAsync("build", name, "-warnaserror", "--nologo", "-v", "minimal");

    /// <summary>Starts what was built from a web project on a free port of the loopback address.</summary>
    public Task<RunningApplication> StartAsync(string name) =>
        RunningApplication.StartAsync(DotnetCommand.StartInfo("dotnet", Path, _packed.Cache), System.IO.Path.Combine(Path, name, "bin", "Debug", "net10.0", name + ".dll"));

    /// <summary>Starts a program that was published to run by itself.</summary>
    public Task<RunningApplication> StartPublishedAsync(string relativePath) =>
        RunningApplication.StartAsync(DotnetCommand.StartInfo(System.IO.Path.Combine(Path, relativePath), Path, _packed.Cache));
}
