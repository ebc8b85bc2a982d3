using SegStream.Architecture.Tests.Repository;
using SegStream.Architecture.Tests.Rooms;

namespace SegStream.Architecture.Tests;

/// <summary>The rooms of the runtime lie on floors: what is above uses what is below, never the other way.</summary>
public class RuntimeRoomsTests
{
    private const string House = "src/SegStream.Runtime";

    private static readonly Lazy<RoomChecker> Checker = new(() => new RoomChecker(
        RoomPlan.Runtime,
        RepositoryFiles.SourcesIn(House).Select(path => new SourceFile(path[(House.Length + 1)..], RepositoryFiles.Read(path))),
        [.. PlatformReferences.All, RepositoryFiles.AssemblyOf("SegStream.Abstractions", "net10.0")]));

    [Fact]
    public void The_sources_of_the_runtime_bind() => Findings.AssertNone(Checker.Value.Errors());

    [Fact]
    public void Every_file_of_the_runtime_lies_in_a_room() => Findings.AssertNone(Checker.Value.HomelessFiles());

    [Fact]
    public void Rooms_use_only_rooms_below_them_and_only_hosting_knows_http() => Findings.AssertNone(Checker.Value.ForbiddenUses());

    [Fact]
    public void Rooms_do_not_use_each_other_in_circles() => Findings.AssertNone(Checker.Value.Circles());
}
