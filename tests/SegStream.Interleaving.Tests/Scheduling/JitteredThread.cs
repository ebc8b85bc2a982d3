namespace SegStream.Scheduling;

/// <summary>A real thread that loses its core, or a little time, at random accesses.</summary>
internal sealed class JitteredThread(int number, int seed, int oneIn) : Participant
{
    private readonly Random _random = new(unchecked((seed * 397) ^ number));

    public override int Number => number;

    public override void Before(Access access, string what) => Stumble();

    public override void After(Access access, string what) => Stumble();

    public override void Spin(bool isBounded) => System.Threading.Thread.Yield();

    /// <summary>Runs the body as this participant.</summary>
    public void Run(Action body)
    {
        Current = this;
        try
        {
            body();
        }
        finally
        {
            Current = null;
        }
    }

    private void Stumble()
    {
        int draw = _random.Next(oneIn * 2);
        if (draw == 0)
        {
            System.Threading.Thread.Yield();
        }
        else if (draw == 1)
        {
            System.Threading.Thread.SpinWait(_random.Next(100));
        }
    }
}
