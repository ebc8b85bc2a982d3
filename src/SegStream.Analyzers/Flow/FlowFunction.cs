using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>One body of code with its graph: a method, a local function or a lambda.</summary>
internal sealed class FlowFunction
{
    private FlowFunction(ControlFlowGraph graph, IMethodSymbol? symbol, bool servesItsResult)
    {
        Graph = graph;
        Symbol = symbol;
        ServesItsResult = servesItsResult;
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>The method, local function or lambda; null for the initializer of a field or property.</summary>
    public IMethodSymbol? Symbol { get; }

    /// <summary>The declaration of the function.</summary>
    public SyntaxNode Syntax => Symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() ?? Graph.OriginalOperation.Syntax;

    /// <summary>Whether the caller only serves the response that is returned, so that nobody can end the stream through it.</summary>
    public bool ServesItsResult { get; }

    /// <summary>The function and all functions inside it.</summary>
    public static IEnumerable<FlowFunction> All(ControlFlowGraph graph, IMethodSymbol? symbol, StreamSymbols symbols)
    {
        yield return new FlowFunction(graph, symbol, symbol is not null && symbols.IsEndpoint(symbol));
        foreach (var inner in Inner(graph))
        {
            yield return inner;
        }
    }

    /// <summary>A lambda or local function that is looked at for the function around it.</summary>
    public static FlowFunction Inside(ControlFlowGraph graph, IMethodSymbol symbol) => new(graph, symbol, servesItsResult: false);

    private static IEnumerable<FlowFunction> Inner(ControlFlowGraph graph)
    {
        foreach (var localFunction in graph.LocalFunctions)
        {
            var inner = graph.GetLocalFunctionControlFlowGraph(localFunction);
            yield return new FlowFunction(inner, localFunction, servesItsResult: false);
            foreach (var next in Inner(inner))
            {
                yield return next;
            }
        }

        foreach (var operation in graph.Operations())
        {
            if (operation is IFlowAnonymousFunctionOperation lambda)
            {
                var inner = graph.GetAnonymousFunctionControlFlowGraph(lambda);
                yield return new FlowFunction(inner, lambda.Symbol, IsMappedAsEndpoint(lambda));
                foreach (var next in Inner(inner))
                {
                    yield return next;
                }
            }
        }
    }

    private static bool IsMappedAsEndpoint(IOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IConversionOperation or IDelegateCreationOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
            && method.Name.StartsWith("Map", StringComparison.Ordinal)
            && method.ContainingNamespace?.ToDisplayString() == "Microsoft.AspNetCore.Builder";
    }
}
