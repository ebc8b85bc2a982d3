using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>What is done with the result of a call.</summary>
internal enum ResultUse
{
    Ignored,

    /// <summary>It decides which way is taken.</summary>
    Condition,

    /// <summary>It is kept, passed on or compared.</summary>
    Other,
}

/// <summary>Finds what is done with the result of a call.</summary>
internal static class ResultUses
{
    /// <summary>What is done with the result of a call in a graph, awaited or not.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether the call belongs to the value that the function returns.</param>
    public static ResultUse ResultUse(this IInvocationOperation call, bool isReturned)
    {
        IOperation operation = call;
        while (true)
        {
            switch (operation.Parent)
            {
                case null:
                    return isReturned ? Flow.ResultUse.Other : Flow.ResultUse.Condition;
                case IExpressionStatementOperation:
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return Flow.ResultUse.Ignored;
                case IAwaitOperation or IParenthesizedOperation or IConversionOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } next when ReferenceEquals(next.Instance, operation):
                    operation = operation.Parent;
                    break;
                default:
                    return Flow.ResultUse.Other;
            }
        }
    }
}
