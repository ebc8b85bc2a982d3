using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Showcase.Import;

namespace SegStream.Browser.Tests.Parts;

public sealed class SourceTreeTests
{
    [Fact]
    public async Task Without_a_repository_around_the_embedded_source_is_taken()
    {
        var folder = Directory.CreateTempSubdirectory("segstream-source-");
        try
        {
            var files = new SourceTree(new PlaceOnly(folder.FullName)).Files();

            var program = Assert.Single(files, file => file.Path == "Program.cs");
            Assert.Contains(files, file => file.Path == "Import/SourceTree.cs");
            Assert.Equal(program.Length, (await program.ReadAsync(CancellationToken.None)).Length);
        }
        finally
        {
            folder.Delete();
        }
    }

    private sealed class PlaceOnly(string path) : IWebHostEnvironment
    {
        public string ContentRootPath { get; set; } = path;

        public string WebRootPath { get; set; } = path;

        public string ApplicationName { get; set; } = "test";

        public string EnvironmentName { get; set; } = "Test";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
    }
}
