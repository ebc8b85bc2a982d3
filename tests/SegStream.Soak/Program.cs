using SegStream.Soak;

if (!SoakOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine(SoakOptions.Usage);
    return 2;
}

var report = await SoakRun.RunAsync(options, Console.Out);
if (options.JsonFile is { } file)
{
    await report.WriteJsonAsync(file);
}

return report.Findings.Count == 0 ? 0 : 1;
