namespace Showcase.Import;

/// <summary>Lets a progress report through only when the percentage has changed.</summary>
/// <param name="total">What 100 % is; null or 0 when it is not known, and then nothing is let through.</param>
internal sealed class PercentGate(long? total)
{
    private int _last = -1;

    /// <summary>Whether there is something new to tell.</summary>
    /// <param name="done">How much is done, in the unit of the total.</param>
    /// <param name="percent">The percentage, 0 to 100.</param>
    public bool Passes(long done, out int percent)
    {
        percent = total is > 0 ? (int)Math.Min(100, done * 100 / total.Value) : 0;
        if (total is not > 0 || percent == _last)
        {
            return false;
        }

        _last = percent;
        return true;
    }
}
