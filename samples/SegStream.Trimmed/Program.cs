using SegStream;
using Trimmed;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSegStream();
builder.Services.AddSingleton<Rooms>();
builder.Services.AddKeyedSingleton("greeting", (_, _) => new Greeting("hello"));
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();
app.MapSegStream();
app.MapStreamManifest("/streams.json");
app.MapGet("/unnamed", (RequestDelegate)(http => StreamResponse.SseFrom<Outcome<string>>([new Outcome<string>.Value("x")]).ExecuteAsync(http)));
app.Run();
