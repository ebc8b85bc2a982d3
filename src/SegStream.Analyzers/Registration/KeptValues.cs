using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Registration;

/// <summary>Finds the values that an operation puts into a place that outlives the method: a field, a collection in one, a registry.</summary>
internal static class KeptValues
{
    public static IEnumerable<IOperation> Of(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment when Outlives(assignment.Target) => [assignment.Value.WithoutConversions()],
        ICoalesceAssignmentOperation assignment when Outlives(assignment.Target) => [assignment.Value.WithoutConversions()],
        IFieldInitializerOperation initializer => [initializer.Value.WithoutConversions()],
        IPropertyInitializerOperation initializer => [initializer.Value.WithoutConversions()],
        IInvocationOperation call when Registers(call.TargetMethod.Name) && !IsLocalCollection(call.Instance) =>
            call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value.WithoutConversions()),
        IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member } call when Registers(member.MemberName) =>
            call.Arguments.Select(argument => argument.WithoutConversions()),
        _ => [],
    };

    private static bool Outlives(IOperation target) => target switch
    {
        IFieldReferenceOperation => true,
        IPropertyReferenceOperation { Arguments.Length: > 0 } indexer => !IsLocalCollection(indexer.Instance),
        IPropertyReferenceOperation => true,
        IArrayElementReferenceOperation element => !IsLocalCollection(element.ArrayReference),
        IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation => true,
        _ => false,
    };

    private static bool IsLocalCollection(IOperation? instance) => instance?.WithoutConversions() is ILocalReferenceOperation && instance.Type is IArrayTypeSymbol or { ContainingNamespace.Name: "Generic" or "Concurrent" or "Immutable" or "Collections" };

    private static bool Registers(string method) => FirstWord(method) is
        "Add" or "Register" or "Subscribe" or "Track" or "Enqueue" or "Push" or "Insert" or "Store" or "Save" or "Set" or "Put" or "Attach" or "Join" or "Remember";

    // TryAdd registers as Add does, GetOrAdd is told apart from Get.
    private static string FirstWord(string method)
    {
        if (method is "GetOrAdd")
        {
            return "Add";
        }

        var start = method.StartsWith("Try", StringComparison.Ordinal) ? 3 : 0;
        var end = start + 1;
        while (end < method.Length && !char.IsUpper(method[end]))
        {
            end++;
        }

        return end <= method.Length ? method.Substring(start, end - start) : method;
    }
}
