using SegStream.Soak;
using SegStream.Soak.Stopping;

if (!SoakOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine(SoakOptions.Usage);
    return 2;
}

if (options.Shutdown is { } streams)
{
    return await StopMeasure.RunAsync(streams, Console.Out) ? 0 : 1;
}

var report = await SoakRun.RunAsync(options, Console.Out);
if (options.JsonFile is { } file)
{
    await report.WriteJsonAsync(file);
}

return report.Findings.Count == 0 ? 0 : 1;
