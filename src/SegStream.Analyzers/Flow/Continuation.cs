using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// What happens after the finally region that is being run: the rest of the branch that had to run it, or the rest of the search for a handler.
/// Finally regions are followed once per way into them, so that what one way did is not mixed up with what another did.
/// </summary>
internal sealed class Continuation
{
    private Continuation(Continuation? outer, ControlFlowRegion running, ControlFlowBranch? branch, int position, ITypeSymbol? exception, bool isExact)
    {
        Outer = outer;
        Running = running;
        Branch = branch;
        Position = position;
        Exception = exception;
        IsExact = isExact;
    }

    /// <summary>What follows after the finally region around this one, if this one is inside another.</summary>
    public Continuation? Outer { get; }

    /// <summary>The finally region that runs.</summary>
    public ControlFlowRegion Running { get; }

    /// <summary>The branch that goes on; null when an exception does.</summary>
    public ControlFlowBranch? Branch { get; }

    /// <summary>Which of the finally regions of <see cref="Branch"/> is running.</summary>
    public int Position { get; }

    /// <summary>The type of the exception that goes on, if it is known.</summary>
    public ITypeSymbol? Exception { get; }

    /// <summary>Whether the exception has exactly this type.</summary>
    public bool IsExact { get; }

    /// <summary>Makes continuations and gives the same object for the same continuation.</summary>
    public sealed class Pool
    {
        private readonly Dictionary<(Continuation?, ControlFlowRegion, ControlFlowBranch?, int, ITypeSymbol?, bool), Continuation> _known = [];

        public Continuation Of(Continuation? outer, ControlFlowRegion running, ControlFlowBranch branch, int position)
            => Get(outer, running, branch, position, exception: null, isExact: false);

        public Continuation Of(Continuation? outer, ControlFlowRegion running, ITypeSymbol? exception, bool isExact)
            => Get(outer, running, branch: null, position: 0, exception, isExact);

        private Continuation Get(Continuation? outer, ControlFlowRegion running, ControlFlowBranch? branch, int position, ITypeSymbol? exception, bool isExact)
        {
#pragma warning disable RS1024 // The pool lives as long as the walk over one graph, in which one type is one symbol.
            var key = (outer, running, branch, position, exception, isExact);
#pragma warning restore RS1024
            if (!_known.TryGetValue(key, out var continuation))
            {
                _known.Add(key, continuation = new Continuation(outer, running, branch, position, exception, isExact));
            }

            return continuation;
        }
    }
}
