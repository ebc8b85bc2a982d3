using SegStream.Benchmarks;
using SegStream.Benchmarks.Broadcast;
using SegStream.Benchmarks.Formatters;
using SegStream.Benchmarks.Frames;
using SegStream.Benchmarks.Generators;
using SegStream.Benchmarks.Heartbeats;
using SegStream.Benchmarks.Holding;
using SegStream.Benchmarks.Idle;
using SegStream.Benchmarks.Latency;
using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Modes;
using SegStream.Benchmarks.Queues;
using SegStream.Benchmarks.Sse;

return args switch
{
    ["sse", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await SseBenchmark.RunAsync(options),
    ["latency", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await LatencyBenchmark.RunAsync(options),
    ["broadcast", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await BroadcastBenchmark.RunAsync(options),
    ["formatter", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => FormatterBenchmark.Run(options),
    ["frames", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await FrameBenchmark.RunAsync(options),
    ["generator", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await GeneratorBenchmark.RunAsync(options),
    ["queue", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => QueueBenchmark.Run(options),
    ["modes", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await ModesBenchmark.RunAsync(options),
    ["idle", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await IdleBenchmark.RunAsync(options),
    ["heartbeat", .. var rest] when BenchmarkOptions.TryParse(rest, out var options) => await HeartbeatBenchmark.RunAsync(options),
    [ServerHost.Command, var peer] => await ServerHost.RunAsync(peer),
    [LoadHost.Command] => LoadHost.Run(),
    [HoldHost.Command] => HoldHost.Run(),
    [LatencyHost.Command] => LatencyHost.Run(),
    [BroadcastHost.Command] => BroadcastHost.Run(),
    _ => BenchmarkOptions.PrintUsage(),
};
