namespace SegStream.Hosting;

/// <summary>The plans of one endpoint: one for each type of events and format that it has streamed.</summary>
internal sealed class StreamPlans
{
    /// <summary>An endpoint has as many formats as its attribute names. A method that makes up content types for its responses has no end of them, and those beyond are not kept.</summary>
    private const int MostKept = 8;

    private object[] _plans = [];

    /// <summary>Any thread: the plan for a format. The endpoint's name and settings are always the same.</summary>
    public StreamPlan<T> Get<T>(StreamHost host, string displayName, StreamSettings settings, FrameFormatKey key)
    {
        // Acquire; pairs with the exchange below.
        var plans = Volatile.Read(ref _plans);
        foreach (var plan in plans)
        {
            if (plan is StreamPlan<T> own && own.Key == key)
            {
                return own;
            }
        }

        var made = new StreamPlan<T>(host, displayName, settings, key);
        if (plans.Length < MostKept)
        {
            // One that loses to another plan at the same moment is made again by the next request.
            Interlocked.CompareExchange(ref _plans, [.. plans, made], plans);
        }

        return made;
    }
}
