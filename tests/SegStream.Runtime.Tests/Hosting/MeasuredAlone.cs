namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Tests that look at the memory of the whole process; nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "Measured alone";
}
