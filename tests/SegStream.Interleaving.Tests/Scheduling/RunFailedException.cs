namespace SegStream.Scheduling;

/// <summary>Takes the threads of a run that has failed to their ends.</summary>
internal sealed class RunFailedException : Exception;
