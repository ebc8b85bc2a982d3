namespace SegStream.Scheduling;

/// <summary>Decisions from a seed. How often a thread loses its core is part of the seed: some mistakes need many switches, others few at the right place.</summary>
internal sealed class RandomChoices : IChoices
{
    private readonly Random _random;
    private readonly int _oneIn;

    public RandomChoices(int seed)
    {
        _random = new Random(seed);
        _oneIn = 2 << _random.Next(4);
    }

    public int Next(int count, int free) => free < count && _random.Next(_oneIn) != 0 ? _random.Next(free) : _random.Next(count);
}
