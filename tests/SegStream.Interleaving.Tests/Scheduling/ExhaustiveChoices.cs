namespace SegStream.Scheduling;

/// <summary>
/// All decisions, one run after the other, up to a number of decisions per run that are not free. Most mistakes in such protocols need only two or three of them (context bounding, Musuvathi and Qadeer 2007).
/// </summary>
internal sealed class ExhaustiveChoices(int bound) : IChoices
{
    private readonly List<Decision> _decisions = [];
    private int _position;
    private int _spent;

    /// <inheritdoc/>
    public int Next(int count, int free)
    {
        if (_position == _decisions.Count)
        {
            _decisions.Add(new Decision(0, count, free, _spent));
        }

        Decision decision = _decisions[_position];
        if (decision.Count != count || decision.Free != free)
        {
            throw new InvalidOperationException("The run does not follow from its decisions: something in it is not under the scheduler.");
        }
        _position++;
        _spent = decision.SpentBefore + decision.Cost(decision.Chosen);
        return decision.Chosen;
    }

    /// <summary>Goes to the next run.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext()
    {
        _position = 0;
        _spent = 0;
        while (_decisions.Count > 0)
        {
            Decision last = _decisions[^1];
            int next = last.Chosen + 1;
            if (next < last.Count && last.SpentBefore + last.Cost(next) <= bound)
            {
                _decisions[^1] = last with { Chosen = next };
                return true;
            }
            _decisions.RemoveAt(_decisions.Count - 1);
        }
        return false;
    }

    private readonly record struct Decision(int Chosen, int Count, int Free, int SpentBefore)
    {
        public int Cost(int option) => option < Free ? 0 : 1;
    }
}
