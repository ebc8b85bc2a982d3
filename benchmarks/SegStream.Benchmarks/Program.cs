using SegStream.Benchmarks;
using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Sse;

return args switch
{
    ["sse", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await SseBenchmark.RunAsync(options),
    [ServerHost.Command, var peer] => await ServerHost.RunAsync(peer),
    [LoadHost.Command] => LoadHost.Run(),
    _ => BenchmarkOptions.PrintUsage(),
};
