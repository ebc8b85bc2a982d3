using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>Ways to look through the operations of a graph.</summary>
internal static class GraphOperations
{
    /// <summary>Every operation of the graph, without those inside lambdas and local functions.</summary>
    public static IEnumerable<IOperation> Operations(this ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var root in block.Roots())
            {
                foreach (var operation in root.DescendantsAndSelf())
                {
                    yield return operation;
                }
            }
        }
    }

    /// <summary>The operations of a block in the order in which they run, the value that it branches on or returns last.</summary>
    public static IEnumerable<IOperation> Roots(this BasicBlock block)
    {
        foreach (var operation in block.Operations)
        {
            yield return operation;
        }

        if (block.BranchValue is { } value)
        {
            yield return value;
        }
    }

    /// <summary>The operation without the conversions around it that keep the value what it is.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The stream that a call registers a callback on and, where it is a response, returns.</summary>
    public static IOperation? WatchedStream(this IOperation? operation, StreamSymbols symbols)
        => operation is IInvocationOperation { TargetMethod: { Name: "OnCompleted" or "OnTimeout" or "OnError", ContainingType: var type }, Instance: { } stream } && symbols.IsResponse(type)
            ? stream
            : null;

    /// <summary>The call whose outcome the operation is, without <c>await</c>, <c>ConfigureAwait</c> and <c>AsTask</c>.</summary>
    public static IOperation WithoutAwait(this IOperation operation)
    {
        operation = operation.WithoutConversions();
        if (operation is not IAwaitOperation awaited)
        {
            return operation;
        }

        operation = awaited.Operation.WithoutConversions();
        while (operation is IInvocationOperation { Instance: { } instance, TargetMethod.Name: "ConfigureAwait" or "AsTask" })
        {
            operation = instance.WithoutConversions();
        }

        return operation;
    }

    public static bool IsNullOrDefault(this IOperation operation)
    {
        operation = operation.WithoutConversions();
        return operation is IDefaultValueOperation || operation.ConstantValue is { HasValue: true, Value: null };
    }
}
