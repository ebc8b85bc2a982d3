using System.Text.RegularExpressions;
using SegStream.Architecture.Tests.Repository;

namespace SegStream.Architecture.Tests;

/// <summary>What must hold for the files of the repository as a whole.</summary>
public partial class RepositoryTests
{
    [Fact]
    public void Every_link_between_documents_leads_somewhere() =>
        Findings.AssertNone(RepositoryFiles.All.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).SelectMany(DeadLinks));

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = RepositoryFiles.Read("SegStream.sln").Replace('\\', '/');

        Assert.All(Projects(), project => Assert.Contains($"\"{project}\"", solution));
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Findings.AssertNone(Projects()
            .Select(project => Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json")
            .Except(RepositoryFiles.All));

    [Fact]
    public void Lock_files_name_no_host() =>
        Assert.All(
            RepositoryFiles.All.Where(file => file.EndsWith("lock.json", StringComparison.Ordinal)),
            file => Assert.DoesNotMatch(Host(), ResolvedValues(RepositoryFiles.Read(file))));

    private static IEnumerable<string> Projects() => RepositoryFiles.All.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    private static string ResolvedValues(string lockFile) =>
        string.Join('\n', Resolved().Matches(lockFile).Select(match => match.Groups["value"].Value));

    private static IEnumerable<string> DeadLinks(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, document))!;
        var prose = CodeBlock().Replace(RepositoryFiles.Read(document), "");
        foreach (var target in Link().Matches(prose).Select(match => match.Groups["target"].Value).Where(target => !Scheme().IsMatch(target)))
        {
            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? Path.Combine(RepositoryFiles.Root, document) : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(parts[0])));
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                yield return $"{document}: {target}";
            }
            else if (parts.Length == 2 && path.EndsWith(".md", StringComparison.Ordinal) && !Anchors(path).Contains(parts[1]))
            {
                yield return $"{document}: {target} (no such heading)";
            }
        }
    }

    private static HashSet<string> Anchors(string path) =>
        [.. Heading().Matches(File.ReadAllText(path)).Select(match => NotInAnchor().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)|<(?:img|a|source)\s[^>]*?(?:src|href|srcset)=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(`{3,}|~{3,})[\s\S]*?^\1|`[^`\n]*`", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("^#{1,6} (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"""resolved"": *""(?<value>[^""]*)""")]
    private static partial Regex Resolved();

    [GeneratedRegex("https?://")]
    private static partial Regex Host();
}
