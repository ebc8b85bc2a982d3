using Showcase;

await using var app = ShowcaseApp.Create(args);
await app.RunAsync();
