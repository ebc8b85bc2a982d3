using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SegStream.Analyzers.Flow;

/// <summary>Calls of the framework that run a delegate and keep nothing of it.</summary>
internal static class DelegateRuns
{
    /// <summary>Whether a delegate is an argument of a call that only runs it, as <c>Task.Run</c> does.</summary>
    public static bool IsArgumentThatRuns(IOperation value)
    {
        var operation = value.Parent;
        while (operation is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            operation = operation.Parent;
        }

        return operation is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ContainingType: { } type } method } }
            && (type.Name, method.Name) is ("Task", "Run") or ("TaskFactory", "StartNew") or ("Parallel", "For" or "ForEach" or "ForEachAsync") or ("ThreadPool", "QueueUserWorkItem")
                or ("Enumerable", "Select") or ("List" or "Array", "ForEach")
            && IsOfFramework(type.ContainingNamespace);
    }

    private static bool IsOfFramework(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" };
    }
}
