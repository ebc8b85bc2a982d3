using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;

namespace SegStream.Manifest.Tests;

/// <summary>The contracts that this repository keeps under version control. Set SEGSTREAM_UPDATE_MANIFESTS=1 to write the files anew, and read the difference.</summary>
public class ContractTests
{
    [Fact]
    public async Task The_manifest_of_the_test_endpoints_is_the_one_that_is_written_down()
    {
        await using var app = ManifestApplication.Create();

        Check(app.GetStreamManifest(), "orders.streams.json");
    }

    [Fact]
    public async Task The_showcase_keeps_what_its_clients_were_made_for()
    {
        await using var app = Showcase.ShowcaseApp.Create([]);

        Check(app.GetStreamManifest(), "../../samples/SegStream.Showcase/streams.json");
    }

    private static void Check(StreamManifest current, string file, [CallerFilePath] string here = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, file));
        if (Environment.GetEnvironmentVariable("SEGSTREAM_UPDATE_MANIFESTS") == "1")
        {
            current.Save(path);
        }

        Assert.Empty(StreamManifest.FindBreakingChanges(StreamManifest.Load(path), current));
        Assert.Equal(File.ReadAllText(path), current.ToJson());
    }
}
