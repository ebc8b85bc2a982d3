using Showcase;

await using var app = ShowcaseApp.Create(args);

// dotnet run --project samples/SegStream.Showcase -- --write-stream-manifest samples/SegStream.Showcase/streams.json
if (await app.RunStreamManifestCommandAsync(args))
{
    return;
}

await app.RunAsync();
